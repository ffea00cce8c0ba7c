import type { Context } from '#platform/http/context.ts'

export const SESSION_COOKIE = 'guatu_session'
/** Tells a browser from which an account has signed in before. */
export const DEVICE_COOKIE = 'guatu_device'
/** As long as browsers keep a cookie. */
export const DEVICE_LASTS = 400 * 86_400

type Jar = { secure: boolean; cookies: Readonly<Record<string, string | undefined>> }

/**
 * Behind TLS a cookie is named `__Host-…`: a browser takes it only from this host and over TLS, so that neither a neighbouring site nor
 * somebody on the way can plant one (RFC 6265bis, 4.1.3.2). The plain name is not read there, or it would be the way around.
 */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name
}

/** A secret the browser sent; null when there is none or it is none of ours. */
export function secretIn({ secure, cookies }: Jar, name: string): string | null {
  const secret = cookies[cookieName(name, secure)]
  return secret && /^[\w-]{43}$/.test(secret) ? secret : null
}

export function giveCookie(context: Context, name: string, secret: string | null, seconds: number): void {
  context.setCookie(cookieName(name, context.request.secure), secret, seconds)
}
