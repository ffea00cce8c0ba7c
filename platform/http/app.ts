import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import * as z from 'zod'
import { Problem } from '#kernel/problem.ts'
import { problemOfDatabaseError } from '../database/constraints.ts'
import { isOfApi } from './is-of-api.ts'
import { limitsFrom } from './limits.ts'
import { type ApiDocument, completeDocument } from './openapi.ts'
import { limitRates } from './rate-limits.ts'
import { refuseUnreadableText } from './readable-text.ts'
import { requirement } from './requirements.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { closeUnusedConnections } from './unused-connections.ts'

/** A server with everything but the product's own routes: security headers, limits, refusals as sentences, the API document. */
export async function openHttp(options: {
  version: string
  log: (line: string) => void
  env?: NodeJS.ProcessEnv
}): Promise<FastifyInstance> {
  const limits = limitsFrom(options.env ?? process.env)
  const app = fastify({
    bodyLimit: 4 * 1024 * 1024,
    // enough for a workbook over a bad line; without it a request may dribble in for ever
    requestTimeout: 10 * 60_000,
    // whose word about address, protocol and host of a visitor is believed
    trustProxy: limits.trustProxy,
    routerOptions: { maxParamLength: 200 },
    // an address that is none is refused before any route is known, and in our words all the same
    frameworkErrors: refuseAddress,
  })
  // whatever a contract does not word itself
  z.config({ ...z.locales.zhCN(), customError: requirement })
  closeUnusedConnections(app)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('visit', null)
  app.addHook('onRequest', async (request, reply) => {
    // figures are for the person who asked: no browser on a shared machine and no proxy keeps them
    if (isOfApi(request)) reply.header('cache-control', 'private, no-store')
  })
  // a form of another site could send it without asking first
  app.removeContentTypeParser('text/plain')
  app.addHook('preValidation', async (request) => {
    refuseForms(request)
    refuseUnreadableText(request)
  })
  app.setErrorHandler((error, request, reply) => {
    const problem = asProblem(error as FastifyError, request, options.log)
    const retryAfter = problem.details?.retryAfterSeconds
    if (typeof retryAfter === 'number') reply.header('retry-after', retryAfter)
    return reply.status(problem.status).send({ code: problem.code, message: problem.message, details: problem.details })
  })
  await app.register(cookie)
  // figures shrink to a fifth; the screens were compressed when they were built
  await app.register(compress, {
    threshold: 2048,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    globalDecompression: false,
  })
  await app.register(multipart, { throwFileSizeLimit: false })
  await setSecurityHeaders(app)
  await app.register(rateLimit, { global: false })
  limitRates(app, limits)
  await app.register(swagger, {
    openapi: apiDocument(options.version),
    transform: jsonSchemaTransform,
    transformObject: (given) =>
      completeDocument(('openapiObject' in given ? given.openapiObject : {}) as ApiDocument) as never,
  })
  return app
}

/** A form with a file only where a file is asked for; everything else is JSON. */
function refuseForms(request: FastifyRequest): void {
  const { route } = (request.visit ?? {}) as { route?: { upload?: object } }
  if (!request.isMultipart() || route?.upload) return
  throw new Problem(415, 'media_type', '请以 JSON 提交。')
}

function apiDocument(version: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Guatu 挂图',
      version,
      description: 'Amounts are decimal text in 万元; months are YYYY-MM; instants are ISO 8601.',
    },
    components: {
      securitySchemes: {
        session: { type: 'apiKey' as const, in: 'cookie' as const, name: 'guatu_session' },
        token: { type: 'http' as const, scheme: 'bearer' },
      },
    },
  }
}

function refuseAddress(error: FastifyError, _: FastifyRequest, reply: FastifyReply): void {
  reply.status(error.statusCode ?? 400).send({ code: 'bad_request', message: '请求地址不正确，请检查后重试。' })
}

function asProblem(error: FastifyError, request: FastifyRequest, log: (line: string) => void): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) return invalidInput(error.validation)
  const refused = problemOfDatabaseError(error)
  if (refused?.status === 503) log(`${request.method} ${pathOf(request)}: ${error.message}`)
  if (refused) return refused
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Problem(413, 'body_too_large', '提交的内容过大，请分批提交。')
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new Problem(415, 'media_type', '请以 JSON 提交。')
  if (error.statusCode && error.statusCode < 500)
    return new Problem(error.statusCode, 'bad_request', '请求格式不正确，请检查后重试。')
  const number = request.id
  log(`[${number}] ${request.method} ${pathOf(request)} ${error.stack ?? error.message}`)
  return new Problem(500, 'internal', `系统出错，已记录（编号 ${number}）。请稍后重试，仍不行请把编号告诉管理员。`)
}

/** Without the question mark and what follows: a provider's code stands there. */
function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0]!
}

type ZodComplaint = { instancePath?: string; message?: string }

function invalidInput(complaints: ZodComplaint[]): Problem {
  const fields = complaints.map(({ instancePath, message }) => ({
    field: (instancePath ?? '').replace(/^\//, '').replaceAll('/', '.'),
    message: message ?? '',
  }))
  const first = fields[0]
  const where = first?.field ? `“${first.field}”` : '内容'
  return new Problem(400, 'invalid_input', `${where}不符合要求：${first?.message ?? '请检查'}。`, { fields })
}
