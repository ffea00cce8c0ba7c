import { Agent, type IncomingHttpHeaders, request } from 'node:http'

/** One request to one of the two servers. */
export type Shot = { method?: 'GET' | 'POST'; path: string; body?: unknown }
export type Target = { port: number; headers: Record<string, string> }
export type Answer = { status: number; body: Buffer; headers: IncomingHttpHeaders }
/** Requests a second, and milliseconds of the median and of the 95th in a hundred. */
export type Speed = { perSecond: number; p50: number; p95: number }

const CONNECTIONS = 4
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Sends `count` requests over kept connections (four), each waiting for its answer before the next. Refuses any answer but 200. */
export async function fire(
  target: Target,
  count: number,
  shotOf: (nth: number) => Shot,
  connections = CONNECTIONS,
): Promise<{ milliseconds: number; each: number[] }> {
  const each: number[] = []
  let next = 0
  const began = performance.now()
  const connection = async () => {
    while (next < count) {
      const at = performance.now()
      const shot = shotOf(next++)
      const { status, body } = await send(target, shot)
      if (status !== 200) throw new Error(`${shot.path}: ${status} ${body.toString('utf8').slice(0, 400)}`)
      each.push(performance.now() - at)
    }
  }
  await Promise.all(Array.from({ length: connections }, connection))
  return { milliseconds: performance.now() - began, each }
}

export function send(
  target: Target,
  { method = 'GET', path, body }: Shot,
  raw?: { bytes: Buffer; type: string },
): Promise<Answer> {
  const payload = raw ? raw.bytes : body === undefined ? null : Buffer.from(JSON.stringify(body))
  const headers = {
    ...target.headers,
    ...(payload ? { 'content-type': raw?.type ?? 'application/json', 'content-length': payload.length } : {}),
  }
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: target.port, method, path, headers, agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () =>
        resolve({ status: response.statusCode!, body: Buffer.concat(chunks), headers: response.headers }),
      )
    })
    call.once('error', reject)
    call.end(payload ?? undefined)
  })
}

/** Signs in and answers the target with its cookie. */
export async function signedIn(port: number, username: string, password: string): Promise<Target> {
  const answer = await send(
    { port, headers: {} },
    { method: 'POST', path: '/api/session', body: { username, password } },
  )
  if (answer.status !== 200) throw new Error(`sign-in of ${username}: ${answer.body.toString('utf8')}`)
  return { port, headers: { cookie: answer.headers['set-cookie']![0]!.split(';')[0]! } }
}

export function speedOf(rounds: { milliseconds: number; each: number[] }[]): Speed {
  const each = rounds.flatMap((round) => round.each).sort((a, b) => a - b)
  const perSecond = median(rounds.map((round) => (round.each.length * 1000) / round.milliseconds))
  return { perSecond, p50: each[Math.floor(each.length / 2)]!, p95: each[Math.floor(each.length * 0.95)]! }
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}
