import { createServer, type IncomingMessage } from 'node:http'
import pg from 'pg'
import * as statements from './minimal-statements.ts'

/**
 * What the product is measured against: `node:http` and `pg`, the same answers from the same tables with the same indexes, and nothing
 * else: nobody signs in, nothing is checked, there is no scope, no record and no history chain.
 */
pg.types.setTypeParser(1700, (value) => (value.includes('.') ? value.replace(/\.?0+$/, '') : value))
const pool = new pg.Pool({ connectionString: process.env.BENCH_APP_URL!, max: 12 })
pool.on('error', () => undefined)

const server = createServer((request, response) => {
  answer(request).then(
    (body) => {
      response.setHeader('content-type', 'application/json; charset=utf-8')
      response.end(JSON.stringify(body))
    },
    (error: Error) => {
      response.statusCode = 500
      response.end(error.stack)
    },
  )
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as { port: number }).port}\n`))
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => process.exit(0))

async function answer(request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url!, 'http://localhost')
  const asked = Object.fromEntries(url.searchParams)
  const id = Number(/^\/projects\/(\d+)/.exec(url.pathname)?.[1])
  if (url.pathname === '/projects') return await list(asked)
  if (url.pathname === '/roll-ups') return await rollUps()
  if (request.method === 'POST') return await write(id, JSON.parse(await bodyOf(request)))
  return (await pool.query(statements.ONE, [id])).rows[0]
}

async function list(asked: Record<string, string>) {
  const { where, values } = statements.filterOf(asked)
  const paged = [...values, Number(asked.limit ?? 50), Number(asked.offset ?? 0)]
  const [items, total] = await Promise.all([
    pool.query(statements.listOf(where, values.length), paged),
    pool.query(`select count(*)::int as total from project p where ${where}`, values),
  ])
  return { items: items.rows, total: total.rows[0].total }
}

async function rollUps() {
  const [items, total] = await Promise.all([pool.query(statements.BY_COUNTY), pool.query(statements.IN_ALL)])
  return { items: items.rows, total: total.rows[0] }
}

/** The month and one line of history, durably: the least a ledger can do. */
async function write(id: number, body: { month: string; delta: string }) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query(statements.WRITE_MONTH, [id, body.month, body.delta])
    await client.query(statements.WRITE_HISTORY, [id, `${body.month} ${body.delta}`])
    await client.query('commit')
    return rows[0]
  } finally {
    client.release()
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
