import { openDatabase } from './database.ts'
import { reasonOf } from './start-error.ts'

// `npm run dev`: keeps the embedded PostgreSQL running while the server beside it restarts at every change.
try {
  const database = await openDatabase({ env: process.env, log: () => {} })
  const alive = setInterval(() => {}, 60_000)
  const leave = async () => {
    clearInterval(alive)
    await database.close()
  }
  process.once('SIGTERM', leave)
  process.once('SIGINT', leave)
} catch (error) {
  process.stderr.write(`${reasonOf(error)}\n`)
  process.exitCode = 1
}
