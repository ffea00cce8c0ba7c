import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { readOidcSettings } from '#capabilities/sign-in/oidc-settings.ts'
import { openDatabase } from '#platform/postgres/database.ts'
import { openInstallationSecrets } from '#platform/secrets/key.ts'
import { keyIdsInUse } from '#platform/secrets/sealed-store.ts'
import { openProduct } from './product.ts'
import { prepareRegion } from './region.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Starts the product and stays until told to stop; prints its address and the demonstration accounts. */
async function main(): Promise<void> {
  const open: (() => Promise<void>)[] = []
  const stop = stopper(open)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))
  process.on('disconnect', () => void stop(0))
  const oidc = readOidcSettings(process.env)
  const database = await openDatabase({ env: process.env, log: say })
  open.unshift(database.close)
  const { lines } = await prepareRegion(database.ownerUrl, { demo: process.env.GUATU_DEMO !== '0', now: new Date() })
  const inUse = await keyIdsInUse(database.ownerUrl)
  const secrets = openInstallationSecrets({ env: process.env, inUse, log: say })
  const product = await openProduct({ appUrl: database.appUrl, secrets, oidc, isServer: true })
  open.unshift(product.close)
  const port = Number(process.env.PORT ?? 8080)
  const host = process.env.HOST ?? '127.0.0.1'
  const hindrance = await listen(product.http, { port, host })
  if (hindrance) {
    say(hindrance)
    return await stop(1)
  }
  say(`Guatu 挂图已启动：http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`)
  for (const line of lines) say(line)
}

/** Closes what is open, newest first, once, whoever asks; a second signal while draining changes nothing. */
function stopper(open: (() => Promise<void>)[]): (status: number) => Promise<void> {
  let stopping = false
  return async (status) => {
    if (stopping) return
    stopping = true
    for (const close of open) await close()
    process.exit(status)
  }
}

/** Listens, waiting a few seconds for a port whose former owner is just leaving. Answers why it could not, or null. */
async function listen(http: FastifyInstance, at: { port: number; host: string }): Promise<string | null> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await http.listen(at)
      return null
    } catch (error) {
      const failure = error as NodeJS.ErrnoException
      if (failure.code !== 'EADDRINUSE' || attempt >= 10) return listenSentence(failure, at.port)
      await pause(400)
    }
  }
}

function listenSentence(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `端口 ${port} 已被占用。请关闭占用它的程序，或换一个端口：PORT=${port + 1} npm start`
  if (error.code === 'EACCES') return `没有权限使用端口 ${port}。请换 1024 以上的端口：PORT=8080 npm start`
  return `无法在端口 ${port} 上提供服务：${error.message}`
}

main().catch((error: Error) => {
  process.stderr.write(`${error.name === 'StartError' ? error.message : `启动失败：${error.stack ?? error.message}`}\n`)
  process.exit(1)
})
