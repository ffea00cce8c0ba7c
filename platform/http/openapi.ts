import type { FastifySchema } from 'fastify'
import { isOpen } from './admission.ts'
import { problemShape, type Route } from './contract.ts'

/** A route's schema for validation, for shaping the answer, and for the OpenAPI document (finished by `completeDocument`). */
export function openApiSchema(name: string, route: Route): FastifySchema {
  const description = isOpen(route)
    ? 'Public.'
    : `Needs ${route.needs === 'signedIn' ? 'sign-in' : `\`${route.needs}\``}.`
  const schema: Record<string, unknown> = {
    operationId: name,
    summary: route.summary,
    description,
    tags: [route.path.split('/')[2] ?? 'api'],
    security: isOpen(route) ? [] : [{ session: [] }, { token: [] }],
    response: { ...(route.out ? { 200: route.out } : {}), '4xx': problemShape },
  }
  if (route.params) schema.params = route.params
  if (route.query) schema.querystring = route.query
  if (route.body) schema.body = route.body
  if (route.upload) schema[UPLOAD] = route.upload.maxBytes
  if (route.download) schema[DOWNLOAD] = route.download
  if (route.stream) schema[STREAM] = route.stream
  if (route.redirect) schema[REDIRECT] = route.redirect
  return schema as FastifySchema
}

// what the generator knows no word for travels under these names and is taken out again
const UPLOAD = 'x-upload'
const DOWNLOAD = 'x-download'
const STREAM = 'x-stream'
const REDIRECT = 'x-redirect'

type Operation = {
  parameters?: unknown[]
  requestBody?: unknown
  responses: Record<string, { description?: string }>
  security?: unknown[]
  [UPLOAD]?: number
  [DOWNLOAD]?: string
  [STREAM]?: string
  [REDIRECT]?: string
}
export type ApiDocument = {
  components?: { schemas?: Record<string, unknown>; responses?: Record<string, unknown> }
  paths?: Record<string, Record<string, Operation>>
}

/** Describes what the generator cannot: uploads, downloads, empty answers, the one shape of a refusal, the idempotency key. */
export function completeDocument(document: ApiDocument): ApiDocument {
  let problemSchema: unknown = null
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(methods)) {
      problemSchema ??= contentSchema(operation.responses['4XX'])
      completeOperation(operation, { method, path })
    }
  }
  const components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema },
    responses: {
      Problem: {
        description: 'Refused: a stable code and a sentence that says what to do.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
  return { ...document, components }
}

function completeOperation(operation: Operation, { method, path }: { method: string; path: string }): void {
  const { [UPLOAD]: maxBytes, [DOWNLOAD]: mediaType, [STREAM]: stream, [REDIRECT]: redirect } = operation
  delete operation[UPLOAD]
  delete operation[DOWNLOAD]
  delete operation[STREAM]
  delete operation[REDIRECT]
  if (maxBytes) operation.requestBody = uploadBody(maxBytes)
  if (operation.responses['200']) operation.responses['200'].description = 'Done.'
  operation.responses = {
    ...operation.responses,
    ...(mediaType ? { 200: fileAnswer(mediaType) } : {}),
    ...(stream ? { 200: streamAnswer(stream) } : {}),
    ...(redirect ? { 302: redirectAnswer(redirect) } : {}),
    ...(mediaType || stream || redirect || operation.responses['200']
      ? {}
      : { 204: { description: 'Done; nothing to show.' } }),
    '4XX': { $ref: '#/components/responses/Problem' } as object,
  }
  if (method === 'post' && operation.security?.length) operation.parameters = [...(operation.parameters ?? []), KEY]
  if (!path.startsWith('/api/')) throw new Error(`${path} lies outside /api`)
}

const KEY = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description: 'The same request sent again with the same key is done once and answered alike.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,80}$' },
}

function uploadBody(maxBytes: number) {
  const file = {
    type: 'string',
    contentMediaType: 'application/octet-stream',
    description: `One file, at most ${maxBytes} bytes.`,
  }
  const schema = { type: 'object', properties: { file }, required: ['file'] }
  return { required: true, content: { 'multipart/form-data': { schema } } }
}

function fileAnswer(mediaType: string) {
  return {
    description: 'The file.',
    headers: { 'Content-Disposition': { description: 'The file’s name.', schema: { type: 'string' } } },
    content: { [mediaType]: {} },
  }
}

function streamAnswer(mediaType: string) {
  return {
    description: 'Server-sent events until either side ends it; `Last-Event-ID` goes on where it was interrupted.',
    content: { [mediaType]: { schema: { type: 'string' } } },
  }
}

function redirectAnswer(description: string) {
  return { description, headers: { Location: { description: 'Where to.', schema: { type: 'string' } } } }
}

function contentSchema(response: unknown): unknown {
  const { content } = response as { content: Record<string, { schema: unknown }> }
  return content['application/json']!.schema
}
