import { buildIfStale } from './build.mjs'
import { ensureDependencies, spawn24 } from './node24.mjs'

await ensureDependencies()
await buildIfStale()
const code = await spawn24(['app/server.ts'], { ownGroup: true })
// A server that was killed, or interrupted while starting, could not stop its database itself.
if (code !== 0 && !process.env.DATABASE_URL) await spawn24(['platform/postgres/stop-abandoned.ts'], { ownGroup: true })
process.exitCode = code
