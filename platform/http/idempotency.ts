import { createHash, createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { conflict, invalid } from '#kernel/problem.ts'
import type { Transaction } from '../database/pool.ts'
import type { Route } from './contract.ts'
import { uploadDigest } from './upload.ts'

type Asked = { name: string; route: Route; person: { accountId: number } }

/**
 * The answer given to an earlier request with the same `Idempotency-Key` by the same person, or null. The key's row is taken first,
 * so that of two equal requests at the same moment the second waits for the first and then reads its answer.
 */
export async function answered(
  db: Transaction,
  asked: Asked,
  request: FastifyRequest,
): Promise<{ answer: unknown } | null> {
  const key = keyOf(request)
  if (!key || !asked.person.accountId) return null
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${asked.person.accountId}:${key}`}, 0))`.execute(db)
  const { rows } = await sql<{ route: string; request_hash: Buffer; answer: unknown }>`
    select route, request_hash, answer from idempotency_key
    where account_id = ${asked.person.accountId} and key = ${keptKey(key)}`.execute(db)
  const earlier = rows[0]
  if (!earlier) return null
  if (earlier.route !== asked.name || !earlier.request_hash.equals(requestHash(request, key))) {
    throw conflict('idempotency_key_reused', '同一个提交编号用在了不同的内容上。请刷新页面后重新提交。')
  }
  if (asked.route.answersSecret) {
    throw conflict(
      'secret_shown_once',
      '这个请求已经办理，内容只显示一次，不再重复给出。没有记下的，请作废后重新生成。',
    )
  }
  return { answer: earlier.answer }
}

/** Keeps the answer for a request that carried a key, in the request's own transaction; of a secret only that it was given. */
export async function remember(db: Transaction, asked: Asked, request: FastifyRequest, answer: unknown): Promise<void> {
  const key = keyOf(request)
  if (!key || !asked.person.accountId) return
  const kept = asked.route.answersSecret ? null : (answer ?? null)
  await sql`insert into idempotency_key (account_id, key, route, request_hash, status, answer)
    values (${asked.person.accountId}, ${keptKey(key)}, ${asked.name}, ${requestHash(request, key)}, 200, ${JSON.stringify(kept)}::jsonb)`.execute(
    db,
  )
}

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || request.method === 'GET') return null
  if (!/^[\w-]{8,80}$/.test(key)) throw invalid('idempotency_key_form', '提交编号应为8到80位字母、数字、横线。')
  return key
}

/** Of the key only its digest is kept: with the key itself the hash of a request that held a password could be tried against guesses. */
export function keptKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** Under the key, which is kept nowhere. A form's file is not in `body`; its digest stands for it. */
function requestHash(request: FastifyRequest, key: string): Buffer {
  const content = uploadDigest(request) ?? JSON.stringify(request.body ?? null)
  return createHmac('sha256', key).update(`${request.method} ${request.url}\n${content}`).digest()
}
