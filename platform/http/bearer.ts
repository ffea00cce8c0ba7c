import type { FastifyRequest } from 'fastify'

/** Our own kind of token; null for what a browser or proxy adds by itself, such as Basic, which proves nothing. */
export function bearerOf({ headers }: Pick<FastifyRequest, 'headers'>): string | null {
  return /^Bearer ([\w-]{20,100})$/.exec(headers.authorization ?? '')?.[1] ?? null
}
