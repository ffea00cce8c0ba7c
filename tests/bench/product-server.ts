import { openProduct } from '#app/product.ts'

/** The product in a process of its own: BENCH_APP_URL in, its port out on the first line. */
const product = await openProduct({ appUrl: process.env.BENCH_APP_URL! })
await product.http.listen({ port: 0, host: '127.0.0.1' })
const address = product.http.server.address() as { port: number }
process.stdout.write(`${address.port}\n`)
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => void product.close().then(() => process.exit(0)))
