import { existsSync, readFileSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { queueDeliveries, startDeliverer } from '#capabilities/settings/public.ts'
import type { OidcSettings } from '#capabilities/sign-in/oidc-settings.ts'
import { recogniser } from '#capabilities/sign-in/recognise.ts'
import { openChangeHub } from '#platform/changes/hub.ts'
import { openKysely, openPool, ping } from '#platform/database/pool.ts'
import { keepDuties } from '#platform/duties.ts'
import { openHttp } from '#platform/http/app.ts'
import { serve } from '#platform/http/serve.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { allCapabilities, webhookPolicy } from './capabilities.ts'
import { dutiesOf } from './duties.ts'

export const VERSION: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
const WEB = new URL('../dist/web/', import.meta.url).pathname

export type ProductOptions = {
  appUrl: string
  /** Seals what has to be read again. */
  secrets: Secrets
  /** The provider people may sign in with, where there is one. */
  oidc?: OidcSettings | null
  now?: () => Date
  log?: (line: string) => void
  connections?: number
  /** How long a download waits for a reader who takes nothing, in milliseconds. */
  downloadPatience?: number
  /** How often a stream asks anew whether its session holds, in milliseconds. */
  checkEvery?: number
  /** Keeps the duties and sends what the outbox of pushes holds; the server does, a test does each itself. */
  isServer?: boolean
}
export type Product = { http: FastifyInstance; close: () => Promise<void> }

/** The whole product on one database, not yet listening: the server listens, tests inject. */
export async function openProduct(options: ProductOptions): Promise<Product> {
  const log = options.log ?? ((line: string) => process.stderr.write(`${line}\n`))
  const onError = (error: Error) => log(`database connection lost: ${error.message}`)
  // asked only through Kysely, which closes only the pools it was asked through
  const db = openKysely(openPool(options.appUrl, { max: options.connections ?? 12, name: 'guatu', onError }))
  const streams = openKysely(openPool(options.appUrl, { max: 3, name: 'guatu downloads', onError }))
  const changes = openChangeHub({ db, appUrl: options.appUrl })
  const now = options.now ?? (() => new Date())
  const http = await openHttp({ version: VERSION, log })
  const { downloadPatience } = options
  const installation = { version: VERSION, secrets: options.secrets, oidc: options.oidc ?? null }
  const deliverer = options.isServer
    ? startDeliverer({ db, secrets: options.secrets, policy: webhookPolicy(), now, log })
    : null
  serve(http, allCapabilities(installation), {
    db,
    streams,
    recognise: recogniser(db, now),
    now,
    changes,
    ...(options.checkEvery ? { checkEvery: options.checkEvery } : {}),
    ...(downloadPatience ? { downloadPatience } : {}),
    onRecorded: async (tx, entries, at) => {
      if ((await queueDeliveries(tx, entries, at)) > 0) deliverer?.wake()
    },
  })
  http.get('/healthz', { schema: { hide: true } as object }, async (_, reply) => {
    await ping(db)
    return reply.send({ status: 'ok', version: VERSION })
  })
  http.get('/api/openapi.json', { schema: { hide: true } as object }, async () => http.swagger())
  await serveWeb(http)
  // streams end of themselves never: they are told to before connections are waited for
  http.addHook('preClose', async () => await changes.close())
  await http.ready()
  const stopDuties = options.isServer ? keepDuties(dutiesOf({ db, now }), log) : null
  return {
    http,
    close: async () => {
      await http.close()
      await Promise.all([stopDuties?.(), deliverer?.stop()])
      await Promise.all([db.destroy(), streams.destroy()])
    },
  }
}

/** The built screens; every address that is no file and not below /api is the application's own and gets its page. */
async function serveWeb(http: FastifyInstance): Promise<void> {
  const built = existsSync(`${WEB}index.html`)
  if (built) {
    await http.register(fastifyStatic, { root: WEB, wildcard: false, preCompressed: true, setHeaders: cacheHeaders })
  }
  http.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !request.url.startsWith('/api') && built
    if (isPage && !/\.\w+(\?|$)/.test(request.url)) return reply.sendFile('index.html')
    return reply.status(404).send({ code: 'not_found', message: '没有这个地址，请检查后重试。' })
  })
}

type HeaderTarget = {
  setHeader?: (name: string, value: string) => void
  header?: (name: string, value: string) => unknown
}

/** Files with a hash in their name never change; the page itself is asked for anew each time. */
function cacheHeaders(reply: unknown, path: string): void {
  const value = path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  const target = reply as HeaderTarget
  if (target.setHeader) target.setHeader('cache-control', value)
  else target.header?.('cache-control', value)
}
