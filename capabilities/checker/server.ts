import { invalid } from '#kernel/problem.ts'
import { WorkbookRefusal } from '#platform/excel/refusal.ts'
import { runInWorker } from '#platform/excel/run-in-worker.ts'
import { capability } from '#platform/http/context.ts'
import { checkerRoutes, MOST_CHARACTERS } from './contract.ts'
import { checkText } from './rules/check-text.ts'

type Read = { text: string } | { refused: { code: string; message: string } }

/** 文稿核对: reading texts for their figures. Touches no table. */
export const checkerCapability = capability(checkerRoutes, {
  checkText: async (_, { body }) => checkText(body.text, { year: body.year ?? null }),
  readTextFile: {
    prepare: async ({ upload }) => {
      const { fileName, bytes } = await upload()
      return { fileName, text: await textInWorker(bytes) }
    },
    handle: async (_, __, read) => read,
  },
})

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
