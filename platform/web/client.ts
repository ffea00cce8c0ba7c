import type { ProblemShape, Reply, Request, Route, Routes } from '../http/contract.ts'
import { addressOf } from './client/address.ts'
import { ApiProblem } from './client/api-problem.ts'
import { KeyRing } from './client/key-ring.ts'
import { sendFile } from './client/send-file.ts'
import { words } from './words/use-words.ts'

export { ApiProblem } from './client/api-problem.ts'

export type CallOptions = { signal?: AbortSignal; onProgress?: (percent: number) => void }
type Asking<R extends Route> =
  object extends Request<R>
    ? [request?: Request<R>, options?: CallOptions]
    : [request: Request<R>, options?: CallOptions]
type Ask<R extends Route> = object extends Request<R> ? [request?: Request<R>] : [request: Request<R>]

/** One route as a function, with what TanStack Query needs to read it. */
export type Endpoint<R extends Route> = {
  (...asking: Asking<R>): Promise<Reply<R>>
  route: R
  /** The address, for downloads and links. */
  url: (...ask: Ask<R>) => string
  /** The cache key: of one request, or of all requests of this route (to invalidate). */
  key: (...ask: [] | Ask<R>) => readonly unknown[]
  /** `useQuery(api.readRound.query({ params: { id } }))` */
  query: (...ask: Ask<R>) => {
    queryKey: readonly unknown[]
    queryFn: (context: { signal: AbortSignal }) => Promise<Reply<R>>
  }
}
export type Client<T extends Routes> = { [Name in keyof T]: Endpoint<T[Name]> }

const keys = new KeyRing()
let whenSignInNeeded: () => void = () => {}
let whenSomethingDue: () => void = () => {}

/** What happens when the server no longer knows the person. */
export function onSignInNeeded(handler: () => void): void {
  whenSignInNeeded = handler
}

/** What happens when the server wants the password changed, or a second factor set up, before anything else. */
export function onSomethingDue(handler: () => void): void {
  whenSomethingDue = handler
}

/** The client of a contract: one function per route, types inferred, nothing generated. Refusals are thrown as `ApiProblem`. */
export function createClient<const T extends Routes>(routes: T): Client<T> {
  const entries = Object.entries(routes).map(([name, route]) => [name, endpoint(route)])
  return Object.fromEntries(entries) as Client<T>
}

function endpoint(route: Route): Endpoint<Route> {
  const call = (request: Request<Route> = {} as Request<Route>, options: CallOptions = {}) =>
    send(route, request, options)
  const key = (request?: Request<Route>) => (request ? [route.method, route.path, request] : [route.method, route.path])
  return Object.assign(call, {
    route,
    key,
    url: (request: Request<Route> = {} as Request<Route>) => addressOf(route.path, request),
    query: (request: Request<Route> = {} as Request<Route>) => ({
      queryKey: key(request),
      queryFn: ({ signal }: { signal: AbortSignal }) => send(route, request, { signal }),
    }),
  }) as unknown as Endpoint<Route>
}

type Loose = { params?: unknown; query?: unknown; body?: unknown; file?: Blob; fileName?: string }

async function send(route: Route, request: Loose, options: CallOptions): Promise<never> {
  const url = addressOf(route.path, request)
  const content = request.file ? `${request.fileName}:${request.file.size}` : JSON.stringify(request.body ?? null)
  const call = `${route.method} ${url} ${content}`
  const headers: Record<string, string> = route.method === 'POST' ? { 'idempotency-key': keys.take(call) } : {}
  const answer = await transmit(route, url, request, headers, options)
  // from 500 upwards nobody knows whether it was done: the same call again must carry the same key
  if (answer.status < 500) keys.drop(call)
  if (answer.status >= 200 && answer.status < 300) return read(answer) as never
  throw refusal(answer)
}

type WireAnswer = { status: number; text: string }

async function transmit(
  route: Route,
  url: string,
  request: Loose,
  headers: Record<string, string>,
  options: CallOptions,
): Promise<WireAnswer> {
  try {
    if (request.file)
      return await sendFile(
        { url, method: route.method, file: request.file, fileName: request.fileName ?? '', headers },
        options,
      )
    const body = request.body === undefined ? undefined : JSON.stringify(request.body)
    const typed = body === undefined ? headers : { ...headers, 'content-type': 'application/json' }
    const response = await fetch(url, {
      method: route.method,
      headers: typed,
      body,
      signal: options.signal,
      credentials: 'same-origin',
    })
    return { status: response.status, text: await response.text() }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem({ status: 0, code: 'network', message: words('kit.problem.network') })
  }
}

function read({ text }: WireAnswer): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiProblem({ status: 502, code: 'unreadable', message: words('kit.problem.unreadable') })
  }
}

function refusal({ status, text }: WireAnswer): ApiProblem {
  let shape: Partial<ProblemShape> = {}
  try {
    shape = JSON.parse(text) as ProblemShape
  } catch {
    // a proxy answered in its own words; ours say what to do
  }
  const code = shape.code ?? 'unreadable'
  if (code === 'sign_in_needed') whenSignInNeeded()
  if (code === 'password_due' || code === 'second_factor_due') whenSomethingDue()
  return new ApiProblem({
    status,
    code,
    message: shape.message ?? words('kit.problem.unreadable'),
    details: shape.details,
  })
}
