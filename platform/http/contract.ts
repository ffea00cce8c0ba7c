import * as z from 'zod'
import type { Permission } from '../access/permissions.ts'

/**
 * A route as data: read by the server (which serves it), by the browser (whose client is inferred from it), by the OpenAPI document and
 * by the test that walks route × role × organisation.
 */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /api, with `:name` parameters: `/api/projects/:id`. */
  path: `/api/${string}`
  /**
   * A permission; or `signedIn` for what concerns the person alone, `doorway` for signing in, `public` for what was published to anybody,
   * `founding` for the one request that sets the region up. The database role follows from it (`serve.ts`).
   */
  needs: Permission | 'signedIn' | 'doorway' | 'public' | 'founding'
  /** One sentence for the API document. */
  summary: string
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** The answer's body; fields not declared here never leave the server. Absent for a download. */
  out?: z.ZodType
  /** The answer is a file; the media type. */
  download?: string
  /** The answer stays open and tells what changes within the scope (`stream.ts`); the media type. */
  stream?: 'text/event-stream'
  /** The answer sends the browser elsewhere (302); where to, for the API document. */
  redirect?: string
  /** Open although a password or a second factor is due: what settles it, and leaving. */
  whileDue?: true
  /** The request carries one file as multipart/form-data, at most this many bytes. */
  upload?: { maxBytes: number }
  /** Why this write leaves no trace in the record, where it need not: a draft of one's own, a session touched. */
  unrecorded?: string
  /** A question with a body: asked in a transaction that cannot write, and its answer is not kept for a repetition of the request. */
  readsOnly?: true
  /** The answer holds a secret that is shown once: it is not kept for a repetition of the request. */
  answersSecret?: true
}

export type Routes = Record<string, Route>

/** Keeps the literal types, so that client and handlers are inferred. */
export function defineRoutes<const T extends Routes>(routes: T): T {
  return routes
}

type Of<T> = T extends z.ZodType ? z.output<T> : undefined
type Into<T> = T extends z.ZodType ? z.input<T> : undefined

/** What a handler receives: parsed. */
export type Input<R extends Route> = { params: Of<R['params']>; query: Of<R['query']>; body: Of<R['body']> }
/** What a handler answers. */
export type Answer<R extends Route> = R['redirect'] extends string
  ? { redirectTo: string }
  : R['out'] extends z.ZodType
    ? z.input<R['out']>
    : undefined
/** What a client may send. */
export type Request<R extends Route> = (R['params'] extends z.ZodType
  ? { params: Into<R['params']> }
  : { params?: undefined }) &
  (R['query'] extends z.ZodType ? { query?: Into<R['query']> } : { query?: undefined }) &
  (R['body'] extends z.ZodType ? { body: Into<R['body']> } : { body?: undefined }) &
  (R['upload'] extends object ? { file: Blob; fileName: string } : { file?: undefined })
/** What a client receives. */
export type Reply<R extends Route> = R['out'] extends z.ZodType ? z.output<R['out']> : undefined

/** Shapes every contract uses. Amounts are decimal text in 万元; months `2026-10`; instants ISO text. */
/** Of PostgreSQL's integer; larger numbers are no row. */
const LARGEST_ID = 2_147_483_647
export const idParam = z.object({ id: z.coerce.number().int().positive().max(LARGEST_ID) })
export const wan = z.string().regex(/^-?\d{1,12}(\.\d{1,4})?$/, '请填写万元数，最多四位小数')
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份格式如 2026-10')
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期格式如 2026-10-25')
export const light = z.enum(['green', 'yellow', 'red', 'grey'])
export const problemShape = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
})
export type ProblemShape = z.infer<typeof problemShape>
