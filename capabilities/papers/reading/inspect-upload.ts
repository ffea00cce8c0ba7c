import { invalid, type Problem } from '#kernel/problem.ts'
import type { NotTaken } from '#platform/documents/kind-of-file.ts'
import { WorkbookRefusal } from '#platform/excel/refusal.ts'
import { runInWorker } from '#platform/excel/run-in-worker.ts'
import { secrecyMarkInName } from '../rules/secrecy.ts'
import { type Inspected, type Inspection, inspect } from './inspection.ts'

const SENTENCES: Record<NotTaken, string> = {
  empty: '文件是空的（0 字节），请检查后重新选择。',
  truncated: '文件不完整或已损坏（可能复制、下载时中断），请打开确认后重新保存，再上传一次。',
  encrypted: '文件设有密码，无法核对内容。请取消密码保护后重新上传。',
  macros:
    '文件带有宏（VBA 程序），不能上传。请在 Word、Excel 或 WPS 中另存为不带宏的 .docx、.xlsx，或导出为 PDF 后上传。',
  executable: '这是程序文件或快捷方式，不能上传。请上传批复、合同等材料本身。',
  webPage: '这是网页或带脚本的图形（HTML、SVG、XML），不能上传。请打印或导出为 PDF 后上传。',
  script: '这是脚本文件，不能上传。请上传批复、合同等材料本身。',
  archive: '压缩包无法逐个核对，不能上传。请解压后把其中的文件一次选中上传。',
  rtf: 'RTF 文件请在 Word 或 WPS 中另存为 .docx，或导出为 PDF 后上传。',
  heic: '苹果手机的 HEIC 照片多数电脑打不开。请在“设置—相机—格式”中选“兼容性最佳”后重拍，或另存为 JPEG 后上传。',
  video: '视频不能作为附件上传。请上传照片，或写明视频存放的位置。',
  notAPackage: '文件不是完整的 Word、Excel 或 PowerPoint 文件（只是改了扩展名）。请用原来的软件打开，另存后重新上传。',
  tooUnfolded: '文件展开后过大，不能上传。请检查来源，或导出为 PDF 后上传。',
  unknown: '不认识的文件类型。可以上传 PDF、图片（JPEG、PNG、WebP）、Word、Excel、PowerPoint、OFD、TXT 和 CSV。',
}

/**
 * What an uploaded file is. Throws a Problem for what is not taken: kinds that are refused (`paper_refused`, the reason in `details`), and
 * what is marked secret (`paper_secret`). What has to be unfolded is read in a process of its
 * own, bounded in time and memory.
 */
export async function inspectUpload(bytes: Uint8Array, fileName: string): Promise<Inspected> {
  const inName = secrecyMarkInName(fileName)
  if (inName) throw secret(`文件名中有“${inName}”字样`)
  const found = isFolded(bytes) ? await inWorker(bytes, fileName) : await inspect(bytes, fileName)
  if ('refused' in found) throw invalid('paper_refused', SENTENCES[found.refused], { reason: found.refused })
  if (found.mark) throw secret(`首页标有“${found.mark}”`)
  return found
}

/** A package, a compound file or a PDF has to be unfolded to be looked into; pictures, text and what is refused have not. */
function isFolded(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024))
  const signature = head.toString('latin1', 0, 4)
  return signature.startsWith('PK') || signature === '\xd0\xcf\x11\xe0' || head.includes('%PDF-')
}

async function inWorker(bytes: Uint8Array, fileName: string): Promise<Inspection> {
  try {
    const entry = new URL('./inspect-worker.ts', import.meta.url)
    return await runInWorker<Inspection>(entry, { bytes, fileName }, { timeoutMs: 40_000, maxMemoryMb: 512 })
  } catch (error) {
    if (error instanceof WorkbookRefusal) return { refused: 'tooUnfolded' }
    throw error
  }
}

function secret(where: string): Problem {
  return invalid(
    'paper_secret',
    `${where}。本系统不得存放涉密文件，没有保存。请按保密规定处理；如果不是密件，请去掉该字样后再上传。`,
  )
}
