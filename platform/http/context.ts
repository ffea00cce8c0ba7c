import type { Person, Scope } from '../access/scope.ts'
import type { Transaction } from '../database/pool.ts'
import type { Entry } from '../record/chain.ts'
import type { Answer, Input, Route, Routes } from './contract.ts'

/** What one request works with. The transaction already carries the scope; `record` collects entries that are appended last. */
export type Context = {
  db: Transaction
  person: Person
  scope: Scope
  now: Date
  record: (entry: Entry) => void
  request: {
    address: string
    userAgent: string
    secure: boolean
    sessionToken: string | null
    cookies: Readonly<Record<string, string | undefined>>
  }
  /** Cookies to set with the answer (sign-in, sign-out). */
  setCookie: (name: string, value: string | null, maxAgeSeconds: number) => void
}

export type Upload = { fileName: string; bytes: Uint8Array }

/** Before the transaction: the place for what is slow (argon2, reading a workbook in its worker). Reads go through `read`. */
export type Preparation = {
  person: Person
  scope: Scope
  now: Date
  request: Context['request']
  upload: () => Promise<Upload>
  read: <T>(work: (db: Transaction) => Promise<T>) => Promise<T>
  /** A write that must stay although the request is refused: a failed sign-in is counted. */
  write: (work: (db: Transaction, record: (entry: Entry) => void) => Promise<void>) => Promise<void>
}

export type Download = {
  fileName: string
  mediaType?: string
  /** A function makes it when the transaction has ended: what is slow (a PDF) holds no connection. */
  body: Uint8Array | AsyncIterable<Uint8Array | string> | (() => Promise<Uint8Array>)
  inline?: boolean
  /** In bytes, where it is known before the body is read: a browser shows how far it is. */
  size?: number
}

/** A download reads in its own read-only repeatable-read transaction, recorded before the first byte. */
export type DownloadContext = Omit<Context, 'setCookie'>

type Handle<R extends Route, P> = (context: Context, input: Input<R>, prepared: P) => Promise<Answer<R>>
// biome-ignore lint/suspicious/noExplicitAny: what a preparation hands to its own handler concerns nobody else
export type Prepared<R extends Route, P = any> = {
  prepare: (preparation: Preparation, input: Input<R>) => Promise<P>
  handle: Handle<R, P>
}
export type DownloadHandler<R extends Route> = {
  download: (context: DownloadContext, input: Input<R>) => Promise<Download>
}

/** The platform keeps the stream: the contract says which permission's scope it is of. */
export type StreamHandler = { follows: 'changes' }

export type Handler<R extends Route> = R['download'] extends string
  ? DownloadHandler<R>
  : R['stream'] extends string
    ? StreamHandler
    : ((context: Context, input: Input<R>) => Promise<Answer<R>>) | Prepared<R>

export type Handlers<T extends Routes> = { [K in keyof T]: Handler<T[K]> }

/** A capability's server side: its contract and its handlers, in one value that `app/server.ts` mounts. */
export type Capability = { routes: Routes; handlers: Record<string, unknown> }

export function capability<T extends Routes>(routes: T, handlers: Handlers<T>): Capability {
  return { routes, handlers }
}

export type { Transaction }
