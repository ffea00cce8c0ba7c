import { buildIfStale } from './build.mjs'
import { ensureDependencies, spawn24 } from './node24.mjs'

await ensureDependencies()
await buildIfStale()
process.exitCode = await spawn24(['tests/bench/run.ts', ...process.argv.slice(2)])
