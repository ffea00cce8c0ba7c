import { randomBytes } from 'node:crypto'
import { openProduct } from '#app/product.ts'
import { openSecrets } from '#platform/secrets/secrets.ts'

/** The product in a process of its own: BENCH_APP_URL in, its port out on the first line. */
const product = await openProduct({ appUrl: process.env.BENCH_APP_URL!, secrets: openSecrets(randomBytes(32)) })
await product.http.listen({ port: 0, host: '127.0.0.1' })
const address = product.http.server.address() as { port: number }
process.stdout.write(`${address.port}\n`)
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => void product.close().then(() => process.exit(0)))
