import { lookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Outcome } from './outbox-store.ts'
import { hindranceOf, type Policy, urlFault } from './rules/address.ts'

const KEPT = 1024

export type Sending = {
  policy: Policy
  /** The whole exchange, in milliseconds. */
  timeout: number
  /** Ends what is under way when the process stops. */
  stopped?: AbortSignal | undefined
  /** How names become addresses; by default the system's. */
  resolve?: typeof lookup
}
export type Letter = { url: string; headers: Record<string, string>; body: string }

/**
 * Posts one message. Redirects are not followed; of the answer at most 1 kB is kept. The name is looked up once, its addresses are
 * judged, and the connection goes to those very addresses: a name that changes in between leads nowhere else. Never throws.
 */
export async function send(letter: Letter, sending: Sending): Promise<Outcome> {
  const fault = urlFault(letter.url, sending.policy)
  if (fault) return failed(fault)
  const overdue = AbortSignal.timeout(sending.timeout)
  const signal = sending.stopped ? AbortSignal.any([overdue, sending.stopped]) : overdue
  try {
    const { status, text } = await exchange(letter, sending, signal)
    return { status, error: faultOfStatus(status), answer: text }
  } catch (error) {
    const seconds = Math.round(sending.timeout / 1000)
    return failed(overdue.aborted ? `对方在 ${seconds} 秒内没有应答。` : sentenceOf(error as NodeJS.ErrnoException))
  }
}

async function exchange(
  { url, headers, body }: Letter,
  sending: Sending,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  const target = new URL(url)
  const open = target.protocol === 'https:' ? httpsRequest : httpRequest
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const sent = open(target, {
    method: 'POST',
    agent: false,
    signal,
    lookup: checkedLookup(target.protocol, sending),
    headers: {
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Guatu-Webhook/1',
      accept: '*/*',
    },
  })
  sent.on('response', resolve)
  sent.on('error', reject)
  sent.end(body)
  const response = await promise
  return { status: response.statusCode ?? 0, text: await firstBytes(response) }
}

/** Judges every address a name has, and hands exactly these to the connection. */
function checkedLookup(protocol: string, { policy, resolve = lookup }: Sending): LookupFunction {
  return (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '')
      const hindrance = addresses.map(({ address }) => hindranceOf(address, protocol, policy)).find((found) => found)
      if (hindrance || addresses.length === 0) return done(new Refusal(hindrance ?? '这个域名没有地址。'), '')
      if (options.all) return done(null, addresses)
      done(null, addresses[0]!.address, addresses[0]!.family)
    })
  }
}

async function firstBytes(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response) {
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    // leaving the loop closes the connection: a long answer is not waited for
    if (length >= KEPT) break
  }
  const text = Buffer.concat(chunks).subarray(0, KEPT).toString('utf8')
  // PostgreSQL keeps no zero byte
  return text.replaceAll('\u0000', '')
}

class Refusal extends Error {}

function faultOfStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) return `对方要求转到别的地址（${status}），没有跟随。请把推送地址改成最终的地址。`
  return `对方应答 ${status}，没有接收。请与接收方核对。`
}

const SENTENCES: Record<string, string> = {
  ECONNREFUSED: '对方拒绝连接。请核对地址和端口，并确认接收系统已启动。',
  ENOTFOUND: '找不到这个域名。请核对地址。',
  EAI_AGAIN: '暂时无法解析这个域名。',
  ECONNRESET: '对方中断了连接。',
  EHOSTUNREACH: '网络不通，到不了对方地址。',
  ENETUNREACH: '网络不通，到不了对方地址。',
  CERT_HAS_EXPIRED: '对方的证书已过期。',
  DEPTH_ZERO_SELF_SIGNED_CERT: '对方的证书不受信任（自签名）。',
  SELF_SIGNED_CERT_IN_CHAIN: '对方的证书不受信任（自签名）。',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: '对方的证书不受信任。',
  ERR_TLS_CERT_ALTNAME_INVALID: '对方的证书与域名不符。',
}

function sentenceOf(error: NodeJS.ErrnoException): string {
  if (error instanceof Refusal) return error.message
  return SENTENCES[error.code ?? ''] ?? `连接失败（${error.code ?? error.message}）。`
}

function failed(error: string): Outcome {
  return { status: null, error, answer: null }
}
