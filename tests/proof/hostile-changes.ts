import fc from 'fast-check'
import { EXTRA, HEADERS, HOSTILE, MEDIA, NAMES, PATHS, RAW } from './hostile-values.ts'

/** A request before it is made unreadable: what a well-meaning client sends. */
export type Draft = {
  method: string
  segments: string[]
  query: [name: string, value: string][]
  headers: Record<string, string>
  /** JSON, or absent. */
  body?: unknown
  /** Bytes that stand instead of JSON, base64. */
  file?: { name: string; bytes: string }
}
/** What goes over the wire. */
export type Sent = { method: string; url: string; headers: Record<string, string>; payload?: string | Buffer }

/** One thing a careless script or an attacker does to a request; data, so that a failing case can be shrunk and printed. */
export type Change =
  | { kind: 'value'; place: number; value: unknown }
  | { kind: 'text'; place: number; length: number }
  | { kind: 'drop'; place: number }
  | { kind: 'extra'; json: string }
  | { kind: 'body'; raw: string }
  | { kind: 'nest'; depth: number; with: '[' | '{"a":' }
  | { kind: 'type'; mediaType: string }
  | { kind: 'segment'; place: number; value: string }
  | { kind: 'query'; name: string; value: string; times: number }
  | { kind: 'header'; name: string; value: string }
  | { kind: 'method'; method: string }

/** None, one or two changes; most requests stay as their contract wants them. */
export const changes: fc.Arbitrary<Change[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Change[]>([]) },
  { weight: 6, arbitrary: fc.array(oneChange(), { minLength: 1, maxLength: 2 }) },
)

function oneChange(): fc.Arbitrary<Change> {
  const place = fc.nat(40)
  const of = <K extends Change['kind']>(kind: K, fields: object) =>
    fc.record({ kind: fc.constant(kind), ...fields }, { noNullPrototype: true }) as unknown as fc.Arbitrary<Change>
  return fc.oneof(
    { weight: 8, arbitrary: of('value', { place, value: fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue()) }) },
    { weight: 1, arbitrary: of('text', { place, length: fc.constantFrom(501, 5_000, 200_000, 5_000_000) }) },
    { weight: 3, arbitrary: of('drop', { place }) },
    { weight: 2, arbitrary: of('extra', { json: fc.constantFrom(...EXTRA) }) },
    { weight: 2, arbitrary: of('body', { raw: fc.constantFrom(...RAW) }) },
    {
      weight: 1,
      arbitrary: of('nest', { depth: fc.constantFrom(60, 5_000, 400_000), with: fc.constantFrom('[', '{"a":') }),
    },
    { weight: 2, arbitrary: of('type', { mediaType: fc.constantFrom(...MEDIA) }) },
    { weight: 3, arbitrary: of('segment', { place, value: fc.constantFrom(...PATHS) }) },
    { weight: 3, arbitrary: queryChange() },
    {
      weight: 4,
      arbitrary: fc.constantFrom(...HEADERS).map(([name, value]) => ({ kind: 'header' as const, name, value })),
    },
    {
      weight: 1,
      arbitrary: of('method', { method: fc.constantFrom('HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'POST', 'GET') }),
    },
  )
}

function queryChange(): fc.Arbitrary<Change> {
  const texts = HOSTILE.filter((value) => typeof value === 'string')
  return fc
    .tuple(
      fc.constantFrom(...NAMES),
      fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'binary' })),
      fc.constantFrom(1, 2, 60),
    )
    .map(([name, value, times]) => ({ kind: 'query', name, value, times }))
}

/** The request as sent after all changes. Pure: the same draft and changes give the same bytes. */
export function sentWith(draft: Draft, all: readonly Change[]): Sent {
  const now = structuredClone(draft)
  const wire: { raw?: string; mediaType?: string; extra: string } = { extra: '' }
  for (const change of all) apply(change, now, wire)
  const query = now.query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
  const url = `/${now.segments.join('/')}${query ? `?${query}` : ''}`
  const { payload, mediaType } = payloadOf(now, wire)
  const headers = { ...now.headers, ...(mediaType ? { 'content-type': mediaType } : {}) }
  return { method: now.method, url, headers, ...(payload === undefined ? {} : { payload }) }
}

function apply(change: Change, draft: Draft, wire: { raw?: string; mediaType?: string; extra: string }): void {
  if (change.kind === 'value') setAt(draft, change.place, change.value)
  if (change.kind === 'text') setAt(draft, change.place, '长'.repeat(change.length))
  if (change.kind === 'drop') setAt(draft, change.place, undefined)
  if (change.kind === 'extra') wire.extra += `,${change.json}`
  if (change.kind === 'body') wire.raw = change.raw
  if (change.kind === 'nest') wire.raw = nested(change)
  if (change.kind === 'type') wire.mediaType = change.mediaType
  if (change.kind === 'header') draft.headers[change.name] = change.value
  if (change.kind === 'method') draft.method = change.method
  if (change.kind === 'query') for (let n = 0; n < change.times; n++) draft.query.push([change.name, change.value])
  // the fixed words of an address are the router's: only what stands for a parameter is changed
  const own = draft.segments.flatMap((segment, at) => (/^\d|^region/.test(segment) ? [at] : []))
  if (change.kind === 'segment' && own.length > 0) draft.segments[own[change.place % own.length]!] = change.value
}

const nested = ({ depth, with: open }: { depth: number; with: string }) =>
  open.repeat(depth) + (open === '[' ? ']'.repeat(depth) : `1${'}'.repeat(depth)}`)

/** Sets the nth place of the body, counting through its depth; of the query where there is no body. Undefined removes. */
function setAt(draft: Draft, nth: number, value: unknown): void {
  const places: [holder: Record<string, unknown>, key: string][] = []
  const walk = (holder: unknown) => {
    if (holder === null || typeof holder !== 'object') return
    for (const key of Object.keys(holder)) {
      places.push([holder as Record<string, unknown>, key])
      walk((holder as Record<string, unknown>)[key])
    }
  }
  walk(draft.body)
  if (places.length === 0) {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    if (draft.query.length > 0) draft.query[nth % draft.query.length]![1] = text ?? ''
    return
  }
  const [holder, key] = places[nth % places.length]!
  if (value === undefined) delete holder[key]
  else holder[key] = value
}

function payloadOf(draft: Draft, wire: { raw?: string; mediaType?: string; extra: string }) {
  const mediaType = (usual: string) => wire.mediaType ?? usual
  if (wire.raw !== undefined) return { payload: wire.raw, mediaType: mediaType('application/json') }
  if (draft.file) {
    const head = `--fuzz\r\ncontent-disposition: form-data; name="file"; filename="${draft.file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
    const payload = Buffer.concat([
      Buffer.from(head),
      Buffer.from(draft.file.bytes, 'base64'),
      Buffer.from('\r\n--fuzz--\r\n'),
    ])
    return { payload, mediaType: mediaType('multipart/form-data; boundary=fuzz') }
  }
  if (draft.body === undefined) return { payload: undefined, mediaType: wire.mediaType }
  const json = JSON.stringify(draft.body)
  const payload =
    wire.extra && json.endsWith('}') ? `${json.slice(0, -1)}${json === '{}' ? wire.extra.slice(1) : wire.extra}}` : json
  return { payload, mediaType: mediaType('application/json') }
}

/** Half a surrogate pair cannot stand in an address: it goes as the bytes a broken client would send. */
function encode(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80'
}
