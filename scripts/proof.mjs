// The long proofs: what they prove, their progress and how they ended is said by tests/proof/run.ts. `npm run proof -- fuzz` runs one.
import { ensureDependencies, spawn24 } from './node24.mjs'

await ensureDependencies()
process.exitCode = await spawn24(['tests/proof/run.ts', ...process.argv.slice(2)])
