import type { FastifyRequest } from 'fastify'
import { invalid } from '#kernel/problem.ts'

/** Refuses text that no database, no XML and no Word file can hold: the NUL character, and halves of a surrogate pair. */
export function refuseUnreadableText(request: FastifyRequest): void {
  const waiting: unknown[] = [request.params, request.query, request.body]
  // a list of what waits, not recursion: bodies may be nested deeper than the stack
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value === 'string') refuseText(value)
    else if (Array.isArray(value)) for (const one of value) waiting.push(one)
    else if (isPlain(value)) {
      for (const key of Object.keys(value)) {
        refuseText(key)
        waiting.push(value[key])
      }
    }
  }
}

/** Not bytes: only what JSON and addresses are made of. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !ArrayBuffer.isView(value)
}

function refuseText(text: string): void {
  if (text.isWellFormed() && !text.includes('\u0000')) return
  throw invalid('text_unreadable', '提交的文字含有无法保存的字符（空字符或残缺字符），请删除后重试。')
}
