import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Browsers open a connection ahead of need. Node counts one on which nothing was asked yet as busy, and a server that stops would wait a
 * minute for it: they are closed when it begins to stop. Requests at work are waited for as ever.
 */
export function closeUnusedConnections(http: FastifyInstance): void {
  const unused = new Set<Socket>()
  http.server.on('connection', (socket: Socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  http.server.on('request', (request) => unused.delete(request.socket))
  http.addHook('preClose', async () => {
    for (const socket of unused) socket.destroy()
  })
}
