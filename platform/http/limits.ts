import { isIP } from 'node:net'
import { StartError } from '../postgres/start-error.ts'

/** Requests a minute, and whose word about the visitor's address is believed. */
export type Limits = { session: number; address: number; signIn: number; trustProxy: string[] }

/**
 * `GUATU_LIMIT_SESSION` for one session or token (600), `GUATU_LIMIT_ADDRESS` for all who are not signed in behind one address (1200: a
 * government building is one address), `GUATU_LIMIT_SIGN_IN` for signing in from one address (120), `GUATU_TRUST_PROXY` a list of proxies'
 * addresses or networks (loopback). Throws a StartError on what cannot be read.
 */
export function limitsFrom(env: NodeJS.ProcessEnv): Limits {
  return {
    session: count(env, 'GUATU_LIMIT_SESSION', 600),
    address: count(env, 'GUATU_LIMIT_ADDRESS', 1200),
    signIn: count(env, 'GUATU_LIMIT_SIGN_IN', 120),
    trustProxy: proxies(env.GUATU_TRUST_PROXY),
  }
}

function count(env: NodeJS.ProcessEnv, name: string, standard: number): number {
  const given = env[name]
  if (!given) return standard
  if (!/^[1-9]\d{0,6}$/.test(given)) throw new StartError(`${name}=${given} 不正确：请填每分钟请求数，如 ${standard}。`)
  return Number(given)
}

function proxies(given: string | undefined): string[] {
  const listed = (given ?? '').split(/[,\s]+/).filter(Boolean)
  for (const one of listed) {
    if (!isProxy(one))
      throw new StartError(
        `GUATU_TRUST_PROXY 中的 ${one} 不正确：请填反向代理的地址或网段，如 10.1.2.3 或 10.1.0.0/16。`,
      )
  }
  return listed.length > 0 ? listed : ['loopback']
}

/** Trusting everybody would let everybody choose the address failures are counted by. */
function isProxy(text: string): boolean {
  if (text === 'loopback') return true
  const [address = '', bits] = text.split('/')
  const version = isIP(address)
  if (version === 0) return false
  if (bits === undefined) return true
  return /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128)
}
