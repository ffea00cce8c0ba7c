import { notFound } from '#kernel/problem.ts'
import { officeToPdf } from '#platform/documents/office-to-pdf.ts'
import { WorkbookRefusal } from '#platform/excel/refusal.ts'
import { runInWorker } from '#platform/excel/run-in-worker.ts'
import type { Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { paperRoutes } from '../contract.ts'
import { findVersion, readContent } from '../store/files.ts'
import type { Format } from '../vocabulary.ts'
import type { Preview } from './contract.ts'
import { readPreview } from './read-preview.ts'

type Routes = typeof paperRoutes
type Asked = Input<Routes['previewPaper']>

/** Looking into a file without opening it: read in a process of its own, answered as plain data. */
export const previewHandlers = {
  previewPaper: { prepare, handle: async (_, __, preview: Preview) => preview },
} satisfies Partial<Handlers<Routes>>

async function prepare({ read, scope }: Preparation, { params, query }: Asked): Promise<Preview> {
  const found = await read(async (db) => {
    const version = await findVersion(db, scope, params.id, query.version)
    if (!version) throw notFound('这份材料的文件')
    const key = `${version.contentId}/${query.sheet}/${query.top}`
    const known = kept.get(key) ?? null
    return { ...version, key, known, bytes: known ? null : await readContent(db, version.contentId) }
  })
  if (found.known) return found.known
  const preview = await make(found.bytes!, found.format, query)
  keep(found.key, preview)
  return preview
}

const CONVERTED: Partial<Record<Format, string>> = { doc: 'doc', ppt: 'ppt', pptx: 'pptx' }
const READ: ReadonlySet<Format> = new Set(['docx', 'xlsx', 'xls', 'csv'])
const MOST_PDF = 30 * 1024 * 1024

async function make(bytes: Buffer, format: Format, { sheet, top }: Asked['query']): Promise<Preview> {
  const ending = CONVERTED[format]
  if (ending) return await converted(bytes, ending)
  if (format === 'text') return await readPreview({ bytes, format, sheet, top })
  if (READ.has(format)) return await inWorker(bytes, format, { sheet, top })
  if (format === 'ofd') return { type: 'none', why: 'OFD 版式文件不能在页面内查看，请下载后用版式阅读器打开。' }
  return { type: 'none', why: '这个文件请直接查看。' }
}

async function converted(bytes: Buffer, ending: string): Promise<Preview> {
  const pdf = await officeToPdf(bytes, ending)
  if (pdf === null || pdf.length > MOST_PDF)
    return { type: 'none', why: '这种旧格式不能在页面内查看，请下载后打开；或另存为 .docx、PDF 后上传新版本。' }
  return { type: 'pdf', base64: pdf.toString('base64') }
}

async function inWorker(bytes: Buffer, format: Format, window: { sheet: number; top: number }): Promise<Preview> {
  const entry = new URL('./worker.ts', import.meta.url)
  try {
    return await runInWorker<Preview>(entry, { bytes, format, ...window }, { timeoutMs: 30_000, maxMemoryMb: 768 })
  } catch (error) {
    if (error instanceof WorkbookRefusal)
      return { type: 'none', why: '文件内容过大或读取时间过长，不能在页面内查看，请下载后打开。' }
    throw error
  }
}

/** What was looked at last; a content never changes, so that nothing here grows old. */
const kept = new Map<string, Preview>()
const KEPT_AT_MOST = 16
const MOST_KEPT = 3_000_000

function keep(key: string, preview: Preview): void {
  if ('base64' in preview && preview.base64.length > MOST_KEPT * 4) return
  kept.delete(key)
  kept.set(key, preview)
  if (kept.size > KEPT_AT_MOST) kept.delete(kept.keys().next().value!)
}
