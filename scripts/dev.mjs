// One command for developers: the screens with hot reload on PORT (8080), which passes /api and /healthz on to the
// server on PORT + 1, restarted by `node --watch`. A third process keeps the database open across those restarts.
import { ensureDependencies, say, spawn24 } from './node24.mjs'

await ensureDependencies()
const port = Number(process.env.PORT || 8080)
const host = process.env.HOST || '127.0.0.1'
const env = { PORT: String(port + 1), HOST: '127.0.0.1', GUATU_API: `http://127.0.0.1:${port + 1}` }

say(`开发模式：网页 http://${host}:${port}（热更新），接口 ${env.GUATU_API}（改动后自动重启）。Ctrl-C 结束。`)
const running = [
  spawn24(['platform/postgres/hold.ts'], { ownGroup: true }),
  spawn24(['--watch', '--watch-preserve-output', 'app/server.ts'], { ownGroup: true, env }),
  spawn24(['node_modules/vite/bin/vite.js', '--host', host, '--port', String(port), '--strictPort'], {
    ownGroup: true,
    env,
  }),
]
process.exitCode = await Promise.race(running)
// One of them ended: the others have no use without it.
process.kill(process.pid, 'SIGTERM')
await Promise.all(running)
