import { PassThrough } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '#kernel/problem.ts'
import type { Permission } from '../access/permissions.ts'
import { type Person, type Scope, scopeFor } from '../access/scope.ts'
import type { Change, ChangeHub } from '../changes/hub.ts'
import type { Route } from './contract.ts'

/** Seconds between signs of life: proxies give up on a connection that is silent for a minute. */
const BEAT_MS = 25_000
const CHECKED_EVERY_MS = 60_000
/** Not taken by the reader; it comes back with its last position. */
const UNREAD_AT_MOST = 256 * 1024
const MOST_OF_SESSION = 8
const MOST_OF_SERVER = 2_000

export type StreamOptions = {
  changes: ChangeHub
  recognise: (
    request: FastifyRequest,
    how: { isPassive: boolean },
  ) => Promise<{ person: Person; sessionToken: string | null } | null>
  /** How often it is asked anew whether the session holds, in milliseconds. */
  checkEvery?: number
}
type Visit = { route: Route; person: Person; scope: Scope; sessionToken: string | null }
type Wire = { request: FastifyRequest; reply: FastifyReply; options: StreamOptions }

/** Streams by session, so that one browser that forgets to close them takes no place from others. */
const open = new WeakMap<ChangeHub, Map<string, number>>()

/**
 * Server-sent events of what changes within the scope: `change` with `{ids, many}`, each with the position to go on from (Last-Event-ID).
 * Ends with the session, when its grants change, and first of all when the server stops. Holding it open prolongs no idle session.
 * With `once` it answers what was missed and ends: for proxies that pass on no stream.
 */
export async function streamChanges(visit: Visit, wire: Wire): Promise<FastifyReply> {
  const { request, reply, options } = wire
  const { once, since } = request.query as { once?: string; since?: string }
  if (request.method === 'HEAD') return streamHeaders(reply).send('')
  const leave = enter(options.changes, visit)
  const body = new PassThrough()
  const stream = talker(body)
  const parting: (() => void)[] = [leave]
  body.once('close', () => {
    for (const part of parting.splice(0)) part()
  })
  const last = since ?? request.headers['last-event-id']
  try {
    const follower = { scope: visit.scope, tell: stream.tell, end: stream.end }
    const following = await options.changes.follow(follower, typeof last === 'string' ? last : null)
    parting.push(following.stop)
    stream.begin(following.position, following.missed)
    if (once) stream.end()
    else parting.push(keepAlive(visit, wire, { stream, refresh: following.refresh }))
  } catch (error) {
    body.destroy()
    throw error
  }
  // whoever went away while it was being opened
  if (request.raw.destroyed && !once) body.destroy()
  reply.raw.once('close', () => body.destroy())
  return streamHeaders(reply).send(body)
}

/** No proxy gathers, shrinks or keeps it; and a server that stops waits for no connection that only was a stream. */
function streamHeaders(reply: FastifyReply): FastifyReply {
  return reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'private, no-store, no-transform')
    .header('x-accel-buffering', 'no')
    .header('connection', 'close')
}

function enter(hub: ChangeHub, { person, sessionToken }: Visit): () => void {
  const counts = open.get(hub) ?? new Map<string, number>()
  open.set(hub, counts)
  const key = sessionToken ?? `account ${person.accountId}`
  const count = counts.get(key) ?? 0
  if (count >= MOST_OF_SESSION) {
    throw new Problem(429, 'streams_open', '打开的页面过多，实时更新已暂停。请关闭一些页面后刷新。', {
      retryAfterSeconds: 60,
    })
  }
  if (hub.followers() >= MOST_OF_SERVER) {
    throw new Problem(503, 'streams_full', '同时在线的人较多，实时更新暂不可用，页面可照常使用。', {
      retryAfterSeconds: 60,
    })
  }
  counts.set(key, count + 1)
  return () => {
    const left = (counts.get(key) ?? 1) - 1
    if (left > 0) counts.set(key, left)
    else counts.delete(key)
  }
}

type Talker = ReturnType<typeof talker>

function talker(body: PassThrough) {
  const write = (text: string) => {
    if (body.destroyed || body.writableEnded) return
    if (body.writableLength > UNREAD_AT_MOST) body.destroy()
    else body.write(text)
  }
  const tell = (change: Change | null, at: string) => {
    write(change ? `event: change\nid: ${at}\ndata: ${JSON.stringify(change)}\n\n` : `id: ${at}\n\n`)
  }
  return {
    tell,
    begin: (at: string, missed: Change | null) => {
      write('retry: 3000\n')
      write(`event: ready\nid: ${at}\ndata: {}\n\n`)
      if (missed) tell(missed, at)
    },
    /** Nothing for the page: only that the connection lives. */
    beat: () => write(': \n\n'),
    end: () => {
      if (!body.destroyed) body.end()
    },
  }
}

/** Signs of life, and every minute whether the person may still listen. */
function keepAlive(
  { person, scope, route }: Visit,
  { request, options }: Wire,
  { stream, refresh }: { stream: Talker; refresh: () => Promise<void> },
): () => void {
  const beat = setInterval(stream.beat, BEAT_MS).unref()
  const check = setInterval(() => {
    void stillMay().catch(stream.end)
  }, options.checkEvery ?? CHECKED_EVERY_MS).unref()
  const stillMay = async () => {
    const known = await options.recognise(request, { isPassive: true })
    const may =
      known?.person.accountId === person.accountId && !known.person.passwordDue && !known.person.secondFactorDue
    const now = may ? scopeFor(known.person, route.needs as Permission) : null
    if (JSON.stringify(now) !== JSON.stringify(scope)) return stream.end()
    await refresh()
  }
  return () => {
    clearInterval(beat)
    clearInterval(check)
  }
}
