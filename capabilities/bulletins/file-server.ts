import { conflict } from '#kernel/problem.ts'
import { covers } from '#platform/access/scope.ts'
import type { Download, DownloadContext, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { bulletinRoutes } from './contract.ts'
import { type Printable, printable, wordBytes } from './file.ts'
import { inSight } from './insight.ts'
import { pdfOf } from './pdf.ts'

type Routes = typeof bulletinRoutes

export const fileHandlers = {
  downloadBulletin: { download: downloadWord },
  downloadBulletinPdf: { download: downloadPdf },
} satisfies Handlers<Pick<Routes, 'downloadBulletin' | 'downloadBulletinPdf'>>

async function downloadWord(
  context: DownloadContext,
  { params, query }: Input<Routes['downloadBulletin']>,
): Promise<Download> {
  const file = await fileOf(context, params.id, query.template)
  // charts are drawn and the whole is packed when the transaction has ended
  return { fileName: `${file.name}.docx`, body: async () => await wordBytes(file, query.sources) }
}

async function downloadPdf(
  context: DownloadContext,
  { params, query }: Input<Routes['downloadBulletinPdf']>,
): Promise<Download> {
  const file = await fileOf(context, params.id, query.template)
  return {
    fileName: `${file.name}.pdf`,
    body: async () => {
      const pdf = await pdfOf(await wordBytes(file, query.sources))
      if (!pdf)
        throw conflict('pdf_unavailable', '服务器没有安装 LibreOffice，或转换没有成功。请下载 Word 文件，另存为 PDF。')
      return pdf
    },
  }
}

async function fileOf({ db, scope, now }: DownloadContext, roundId: number, key: string): Promise<Printable> {
  const seen = await inSight({ db, scope }, roundId, key)
  return await printable(db, seen, { now, mayDraft: covers(scope, seen.round.orgPath) })
}
