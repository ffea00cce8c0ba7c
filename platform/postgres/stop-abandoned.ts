import { dataDirectory } from './account.ts'
import { stopAbandoned } from './cluster.ts'

// Run by scripts/start.mjs after a server that ended badly, which has said why: nothing is added here.
try {
  await stopAbandoned(dataDirectory(process.env, () => {}))
} catch {
  process.exitCode = 1
}
