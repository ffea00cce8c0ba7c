import type { FastifySchema } from 'fastify'
import { problemShape, type Route } from './contract.ts'

/** A route's schema for validation, for shaping the answer, and for the OpenAPI document. */
export function openApiSchema(name: string, route: Route): FastifySchema {
  const description =
    route.needs === 'public' ? 'Public.' : `Needs ${route.needs === 'signedIn' ? 'sign-in' : `\`${route.needs}\``}.`
  const tag = route.path.split('/')[2] ?? 'api'
  const schema: Record<string, unknown> = {
    operationId: name,
    summary: route.summary,
    description,
    tags: [tag],
    security: route.needs === 'public' ? [] : [{ session: [] }, { token: [] }],
    response: { ...(route.out ? { 200: route.out } : {}), '4xx': problemShape },
  }
  if (route.params) schema.params = route.params
  if (route.query) schema.querystring = route.query
  if (route.body) schema.body = route.body
  if (route.upload) schema.consumes = ['multipart/form-data']
  if (route.download) schema.produces = [route.download]
  return schema as FastifySchema
}
