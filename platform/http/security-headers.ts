import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/**
 * What a browser may do with a page of the product (OWASP Secure Headers). Scripts come from here only, nothing inline, no eval.
 * Styles: elements may be inline because the antd parts write theirs into the page at run time and a page served as a file has no nonce to
 * give them; `style` attributes in HTML may not (React sets properties of the element, which the policy does not concern).
 */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  scriptSrcAttr: ["'none'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  styleSrcAttr: ["'none'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}

/** Nothing of the device: files of photographs come through the file picker. */
const NOT_USED = [
  'camera',
  'microphone',
  'geolocation',
  'payment',
  'usb',
  'serial',
  'bluetooth',
  'midi',
  'display-capture',
]

export async function setSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // other sites learn nothing of the address; our own requests keep their origin, by which they are told from foreign ones
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    strictTransportSecurity: false,
  })
  const permissions = NOT_USED.map((feature) => `${feature}=()`).join(', ')
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', permissions)
    // a browser heeds it over TLS only, and an installation without TLS must stay reachable; neighbouring hosts are not ours to decide
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000')
  })
}
