import { Readable } from 'node:stream'
import type { Scope } from '../access/scope.ts'
import type { Database } from '../database/pool.ts'
import { runTransaction } from '../database/transaction.ts'
import type { Context, Download } from './context.ts'

/** A download whose transaction is open: it ends when `body` was read to its end, given up, or destroyed. */
export type OpenDownload = Omit<Download, 'body'> & { body: Readable }
/** `patience`: how long, in milliseconds, a reader may take nothing before its connection is given to somebody else. */
export type DownloadStanding = { scope: Scope; patience: number }

/** Runs the handler in a read-only transaction that stays open until the body has been read to its end or given up. */
export async function openDownload(
  db: Database,
  { scope, patience }: DownloadStanding,
  open: (tx: Context['db']) => Promise<Download>,
): Promise<OpenDownload> {
  return await new Promise((resolve, reject) => {
    runTransaction(db, { scope, readOnly: true }, async (tx) => {
      const file = await open(tx)
      const chunks = file.body instanceof Uint8Array ? [file.body] : file.body
      const body: Readable = Readable.from(
        unlessStalled(chunks, patience, () => body.destroy(new Error('the reader stalled'))),
      )
      const finished = new Promise<void>((done) => body.once('close', done))
      // the reader may be gone before anybody listens; what went wrong is told by the connection that breaks
      body.on('error', () => undefined)
      resolve({ ...file, body })
      await finished
    }).catch(reject)
  })
}

/** Downloads share a handful of connections: somebody who stops reading must not keep one. */
async function* unlessStalled<T>(chunks: Iterable<T> | AsyncIterable<T>, patience: number, giveUp: () => void) {
  for await (const chunk of chunks) {
    const timer = setTimeout(giveUp, patience)
    try {
      yield chunk
    } finally {
      clearTimeout(timer)
    }
  }
}
