import type { FastifyRequest } from 'fastify'
import { invalid } from '#kernel/problem.ts'

/** No contract nests deeper than a handful; whoever walks a body after us may do so by recursion. */
const DEEPEST = 40

/** Refuses text that no database, no XML and no Word file can hold: the NUL character, and halves of a surrogate pair. */
export function refuseUnreadableText(request: FastifyRequest): void {
  const waiting: Part[] = [request.params, request.query, request.body].map((value) => ({ value, depth: 0 }))
  // a list of what waits, not recursion: bodies may be nested deeper than the stack
  while (waiting.length > 0) {
    const { value, depth } = waiting.pop()!
    if (depth > DEEPEST) throw invalid('nested_too_deep', '提交的内容嵌套过深，请检查后重试。')
    if (typeof value === 'string') refuseText(value)
    else if (Array.isArray(value)) for (const one of value) waiting.push({ value: one, depth: depth + 1 })
    else if (isPlain(value)) {
      for (const key of Object.keys(value)) {
        refuseText(key)
        waiting.push({ value: value[key], depth: depth + 1 })
      }
    }
  }
}

type Part = { value: unknown; depth: number }

/** Not bytes: only what JSON and addresses are made of. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !ArrayBuffer.isView(value)
}

function refuseText(text: string): void {
  if (text.isWellFormed() && !text.includes('\u0000')) return
  throw invalid('text_unreadable', '提交的文字含有无法保存的字符（空字符或残缺字符），请删除后重试。')
}
