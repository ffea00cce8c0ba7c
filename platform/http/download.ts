import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { Problem } from '#kernel/problem.ts'
import type { Scope } from '../access/scope.ts'
import type { Database } from '../database/pool.ts'
import { runTransaction } from '../database/transaction.ts'
import type { Context, Download } from './context.ts'

/** A download whose transaction is open until `body` has given all there is, was given up, or destroyed. */
export type OpenDownload = Omit<Download, 'body'> & { body: Readable }

/** Of the few connections downloads share; a picture, which is whole before it is sent, keeps none. */
const OPEN_AT_MOST = 2
const CHUNK = 64 * 1024

const openByAccount = new Map<number, number>()

/** Runs the handler in a read-only transaction that stays open until the body has given all there is or was given up. */
export async function openDownload(
  db: Database,
  { scope, accountId }: { scope: Scope; accountId: number },
  open: (tx: Context['db']) => Promise<Download>,
): Promise<OpenDownload> {
  return await new Promise((resolve, reject) => {
    runTransaction(db, { scope, readOnly: true }, async (tx) => {
      const file = await open(tx)
      if (typeof file.body === 'function') return { ...file, body: file.body }
      const { body, finished } =
        file.body instanceof Uint8Array ? whole(file.body) : streamed(file.body, occupy(accountId))
      // the reader may be gone before anybody listens; what went wrong is told by the connection that breaks
      body.on('error', () => undefined)
      resolve({ ...file, body })
      await finished
      return null
    })
      .then(async (later) => later && resolve({ ...later, body: whole(await later.body()).body }))
      .catch(reject)
  })
}

/** In pieces, so that how far the reader is can be seen. */
function whole(bytes: Uint8Array) {
  const pieces = Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, at) =>
    bytes.subarray(at * CHUNK, (at + 1) * CHUNK),
  )
  return { body: Readable.from(pieces, { objectMode: false }), finished: Promise.resolve() }
}

function streamed(chunks: AsyncIterable<Uint8Array | string>, release: () => void) {
  let done = () => {}
  const finished = new Promise<void>((resolve) => {
    done = () => {
      release()
      resolve()
    }
  })
  async function* source() {
    try {
      yield* chunks
    } finally {
      done()
    }
  }
  const body = Readable.from(source())
  // one that was given up before it was begun has no end of its own
  body.once('close', done)
  return { body, finished }
}

/** One person's slow downloads leave a connection to everybody else. */
function occupy(accountId: number): () => void {
  const open = openByAccount.get(accountId) ?? 0
  if (open >= OPEN_AT_MOST)
    throw new Problem(429, 'downloads_open', '您有下载还没有完成，请等它完成或取消后再试。', { retryAfterSeconds: 10 })
  openByAccount.set(accountId, open + 1)
  let isReleased = false
  return () => {
    if (isReleased) return
    isReleased = true
    const left = openByAccount.get(accountId)! - 1
    if (left > 0) openByAccount.set(accountId, left)
    else openByAccount.delete(accountId)
  }
}

/** Breaks the connection of a reader who took nothing for `patience` milliseconds although there was something to take. */
export function giveUpStalled({ raw }: FastifyReply, patience: number): void {
  let before = -1
  const timer = setInterval(() => {
    const waiting = raw.writableLength + (raw.socket?.writableLength ?? 0)
    const taken = (raw.socket?.bytesWritten ?? 0) - (raw.socket?.writableLength ?? 0)
    if (waiting > 0 && taken === before) raw.destroy()
    before = taken
  }, patience)
  timer.unref()
  raw.once('close', () => clearInterval(timer))
}
