import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Person, Scope } from '../access/scope.ts'
import type { ChangeHub } from '../changes/hub.ts'
import type { Database, Transaction } from '../database/pool.ts'
import { runTransaction, type Standing } from '../database/transaction.ts'
import { appendEntries } from '../record/append.ts'
import type { Entry } from '../record/chain.ts'
import { admit } from './admission.ts'
import type { Capability, Context, Download, Preparation, Upload } from './context.ts'
import type { Route } from './contract.ts'
import { giveUpStalled, openDownload } from './download.ts'
import { answered, remember } from './idempotency.ts'
import { openApiSchema } from './openapi.ts'
import { streamChanges } from './stream.ts'
import { receiveFile } from './upload.ts'

/** What the platform needs of the product: the databases, and how a request is recognised. */
export type ServeOptions = {
  db: Database
  /** A small separate pool for downloads, so that a slow reader never holds up the screens. */
  streams: Database
  /** `isPassive`: what comes of itself prolongs no session. */
  recognise: (
    request: FastifyRequest,
    how: { isPassive: boolean },
  ) => Promise<{ person: Person; sessionToken: string | null } | null>
  /** Tells streams what changed; woken after every write. */
  changes: ChangeHub
  /** How often a stream asks anew whether its session holds, in milliseconds. */
  checkEvery?: number
  now: () => Date
  /** How long a download waits for a reader who takes nothing, in milliseconds. */
  downloadPatience?: number
  /** Told what a request recorded, within its transaction: what it writes stays or goes with the change. */
  onRecorded?: (db: Transaction, entries: readonly Entry[], at: Date) => Promise<void>
}
const PATIENCE = 60_000
/** Of a file that is opened by its own address: nothing of it runs, loads or is embedded. */
const FILE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; frame-ancestors 'none'; sandbox"

type AnyHandler = {
  prepare?: (preparation: Preparation, input: unknown) => Promise<unknown>
  handle: (context: Context, input: unknown, prepared: unknown) => Promise<unknown>
  download?: (context: Omit<Context, 'setCookie'>, input: unknown) => Promise<Download>
}
type Visit = { route: Route; name: string; person: Person; scope: Scope; sessionToken: string | null; now: Date }

/** Mounts the capabilities' routes: who → may? → parse → transaction {scope; handler} → must have recorded → commit → answer. */
export function serve(app: FastifyInstance, capabilities: Capability[], options: ServeOptions): void {
  for (const { routes, handlers } of capabilities) {
    for (const [name, route] of Object.entries(routes)) mount(app, name, route, toHandler(handlers[name]), options)
  }
}

function toHandler(given: unknown): AnyHandler {
  return typeof given === 'function' ? { handle: given as AnyHandler['handle'] } : (given as AnyHandler)
}

function mount(app: FastifyInstance, name: string, route: Route, handler: AnyHandler, options: ServeOptions): void {
  app.route({
    method: route.method,
    url: route.path,
    schema: openApiSchema(name, route),
    // files are compressed in themselves, or so long that it would hold up everybody else
    ...(route.download || route.stream ? { compress: false as const } : {}),
    // 401 and 403 are decided here, before the body is read
    onRequest: async (request) => {
      const admitted = await admit(route, request, options.recognise)
      request.visit = { route, name, now: options.now(), ...admitted }
    },
    handler: async (request, reply) => {
      const visit = request.visit as Visit
      if (route.stream) return await streamChanges(visit, { request, reply, options })
      const input = { params: request.params, query: request.query, body: request.body }
      return handler.download
        ? await download(visit, handler, input, { request, reply, options })
        : await answer(visit, handler, input, { request, reply, options })
    },
  })
}

type Wire = { request: FastifyRequest; reply: FastifyReply; options: ServeOptions }

async function answer(visit: Visit, handler: AnyHandler, input: unknown, wire: Wire): Promise<unknown> {
  const { request, reply, options } = wire
  const cookies: { name: string; value: string | null; maxAge: number }[] = []
  const prepared = handler.prepare ? await handler.prepare(preparation(visit, wire), input) : undefined
  const { readsOnly = false } = visit.route
  const result = await runTransaction(options.db, { ...standingOf(visit), readOnly: readsOnly }, async (db) => {
    const earlier = readsOnly ? null : await answered(db, visit, request)
    if (earlier) return earlier.answer
    const entries: Entry[] = []
    const setCookie: Context['setCookie'] = (name, value, maxAge) => cookies.push({ name, value, maxAge })
    const context: Context = { ...common(visit, request), db, record: (entry) => entries.push(entry), setCookie }
    const body = await handler.handle(context, input, prepared)
    mustHaveRecorded(visit, entries)
    if (!readsOnly) await remember(db, visit, request, body)
    await keepEntries(db, entries, { visit: { ...visit, person: context.person }, request, options })
    return body
  })
  if (visit.route.method !== 'GET' && !readsOnly) options.changes.wake()
  for (const { name, value, maxAge } of cookies) setCookieOn(reply, request, { name, value, maxAge })
  if (visit.route.redirect) return reply.redirect((result as { redirectTo: string }).redirectTo, 302)
  return result ?? reply.status(204).send()
}

async function download(visit: Visit, handler: AnyHandler, input: unknown, wire: Wire): Promise<FastifyReply> {
  const { request, reply, options } = wire
  const entries: Entry[] = []
  const standing = { ...standingOf(visit), accountId: visit.person.accountId }
  const file = await openDownload(options.streams, standing, (db) =>
    handler.download!({ ...common(visit, request), db, record: (entry) => entries.push(entry) }, input),
  )
  await recordDownload(visit, entries, wire).catch((error) => {
    // unrecorded, nothing leaves; and its transaction must not stay open
    file.body.destroy()
    throw error
  })
  const kind = file.inline ? 'inline' : 'attachment'
  reply.header('content-type', file.mediaType ?? visit.route.download)
  reply.header('content-disposition', `${kind}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
  reply.header('x-content-type-options', 'nosniff')
  reply.header('cache-control', 'private, no-store')
  // what somebody uploaded is never a page of ours, whatever it turns out to be
  reply.header('content-security-policy', FILE_POLICY)
  if (file.size !== undefined) reply.header('content-length', file.size)
  giveUpStalled(reply, options.downloadPatience ?? PATIENCE)
  return reply.send(file.body)
}

async function recordDownload(visit: Visit, entries: Entry[], { request, options }: Wire): Promise<void> {
  if (entries.length === 0) return
  await runTransaction(options.db, standingOf(visit), (db) => appendEntries(db, author(visit, request), entries))
}

function preparation(visit: Visit, { request, options }: Wire): Preparation {
  return {
    ...common(visit, request),
    upload: async (): Promise<Upload> => await receiveFile(request, visit.route.upload!.maxBytes),
    read: async (work) => await runTransaction(options.db, { ...standingOf(visit), readOnly: true }, work),
    write: async (work) =>
      await runTransaction(options.db, standingOf(visit), async (db) => {
        const entries: Entry[] = []
        await work(db, (entry) => entries.push(entry))
        await keepEntries(db, entries, { visit, request, options })
      }),
  }
}

type Kept = { visit: Visit; request: FastifyRequest; options: ServeOptions }

/** Tells the subscribers and appends to the record, last of all: from then on other writers of the chain wait. */
async function keepEntries(db: Transaction, entries: Entry[], { visit, request, options }: Kept): Promise<void> {
  if (entries.length === 0) return
  await options.onRecorded?.(db, entries, visit.now)
  await appendEntries(db, author(visit, request), entries)
}

/** The database role of a request: its scope's, except where it stands at the doorway or is nobody's. */
function standingOf({ route, scope, person }: Visit): Standing {
  if (route.needs === 'public') return { scope, mask: 'guatu_public' }
  if (route.needs === 'doorway' || route.needs === 'signedIn') return { scope, mask: 'guatu_doorway' }
  return { scope, accountId: person.accountId }
}

function common(visit: Visit, request: FastifyRequest) {
  return {
    person: visit.person,
    scope: visit.scope,
    now: visit.now,
    request: {
      address: request.ip,
      userAgent: String(request.headers['user-agent'] ?? '').slice(0, 200),
      secure: request.protocol === 'https',
      sessionToken: visit.sessionToken,
      cookies: request.cookies,
    },
  }
}

/** No write without a trace: a handler that changed something and recorded nothing is a defect, and its work is rolled back. */
function mustHaveRecorded(visit: Visit, entries: Entry[]): void {
  if (visit.route.method === 'GET' || visit.route.unrecorded || entries.length > 0) return
  throw new Error(`${visit.name} wrote without recording`)
}

function author(visit: Visit, request: FastifyRequest) {
  const accountId = visit.person.accountId || null
  return { accountId, actor: visit.person.username || 'public', origin: request.ip, at: visit.now }
}

function setCookieOn(
  reply: FastifyReply,
  request: FastifyRequest,
  cookie: { name: string; value: string | null; maxAge: number },
) {
  reply.setCookie(cookie.name, cookie.value ?? '', {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: cookie.value === null ? 0 : cookie.maxAge,
  })
}

declare module 'fastify' {
  interface FastifyRequest {
    visit: unknown
  }
}
