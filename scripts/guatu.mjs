import { ensureDependencies, spawn24 } from './node24.mjs'

await ensureDependencies()
process.exitCode = await spawn24(['app/cli.ts', ...process.argv.slice(2)])
