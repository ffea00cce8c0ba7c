import type { FastifyRequest } from 'fastify'

/** By the route that was found, not by the address as it was written: `/%61pi/session` and `http://host/api/session` lead there too. */
export function isOfApi({ url, routeOptions }: Pick<FastifyRequest, 'url' | 'routeOptions'>): boolean {
  return (routeOptions.url ?? url).startsWith('/api/')
}
