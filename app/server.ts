import { openDatabase } from '#platform/postgres/database.ts'
import { openProduct } from './product.ts'
import { prepareRegion } from './region.ts'

/** Starts the product and stays until told to stop; prints its address and the demonstration accounts. */
async function main(): Promise<void> {
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const database = await openDatabase({ env: process.env, log: say })
  const demo = await prepareRegion(database.ownerUrl, { demo: process.env.GUATU_DEMO !== '0', now: new Date() })
  const product = await openProduct({ appUrl: database.appUrl })
  const port = Number(process.env.PORT ?? 8080)
  const host = process.env.HOST ?? '127.0.0.1'
  const stop = stopper(async () => {
    await product.close()
    await database.close()
  })
  try {
    await product.http.listen({ port, host })
  } catch (error) {
    say(listenSentence(error as NodeJS.ErrnoException, port))
    await stop(1)
    return
  }
  say(`Guatu 挂图已启动：http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`)
  for (const line of demo) say(line)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))
  process.on('disconnect', () => void stop(0))
}

/** Stops once, whoever asks; a second signal while draining changes nothing. */
function stopper(close: () => Promise<void>): (status: number) => Promise<void> {
  let stopping = false
  return async (status) => {
    if (stopping) return
    stopping = true
    await close()
    process.exit(status)
  }
}

function listenSentence(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE') return `端口 ${port} 已被占用。请关闭占用它的程序，或换一个端口：PORT=${port + 1} npm start`
  if (error.code === 'EACCES') return `没有权限使用端口 ${port}。请换 1024 以上的端口：PORT=8080 npm start`
  return `无法在端口 ${port} 上提供服务：${error.message}`
}

main().catch((error: Error) => {
  process.stderr.write(`${error.name === 'StartError' ? error.message : `启动失败：${error.stack ?? error.message}`}\n`)
  process.exit(1)
})
