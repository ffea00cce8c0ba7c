import { invalid } from '#kernel/problem.ts'
import { WorkbookRefusal } from '#platform/excel/refusal.ts'
import { runInWorker } from '#platform/excel/run-in-worker.ts'
import { type Context, capability } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { checkAgainst } from './check-against.ts'
import { checkerRoutes, MOST_CHARACTERS, type TextCheck } from './contract.ts'
import { checkText as checked } from './rules/check-text.ts'

type Read = { text: string } | { refused: { code: string; message: string } }

/** 文稿核对: reading texts for their figures. Writes to no table. */
export const checkerCapability = capability(checkerRoutes, {
  checkText,
  readTextFile: {
    prepare: async ({ upload }) => {
      const { fileName, bytes } = await upload()
      return { fileName, text: await textInWorker(bytes) }
    },
    handle: async (_, __, read) => read,
  },
})

async function checkText(
  { db, scope, now }: Context,
  { body: { text, year, against } }: Input<(typeof checkerRoutes)['checkText']>,
): Promise<TextCheck> {
  if (against) return await checkAgainst(db, { text, scope, now, ...against })
  const { figures, ...rest } = checked(text, { year: year ?? null })
  return { ...rest, figures: figures.map((figure) => ({ ...figure, data: null })), against: null }
}

/** A file may be hostile: it is unfolded in a process of its own, bounded in time and memory. */
async function textInWorker(bytes: Uint8Array): Promise<string> {
  const read = await runInWorker<Read>(
    new URL('./worker.ts', import.meta.url),
    { bytes },
    { timeoutMs: 20_000, maxMemoryMb: 384 },
  ).catch((error) => {
    if (error instanceof WorkbookRefusal)
      throw invalid('text_unreadable', '文件太大或太复杂，读不完。请粘贴正文来核对。')
    throw error
  })
  if ('refused' in read) throw invalid(read.refused.code, read.refused.message)
  if (read.text.length > MOST_CHARACTERS)
    throw invalid(
      'text_too_long',
      `文件有${read.text.length}字，一次最多核对${MOST_CHARACTERS / 10_000}万字，请分开核对。`,
    )
  return read.text
}
