import { Problem } from '#kernel/problem.ts'
import { WorkbookRefusal } from '../excel/refusal.ts'
import { runInWorker } from '../excel/run-in-worker.ts'
import { findChineseFont } from './chinese-font.ts'

export interface SvgPicture {
  svg: string
  /** Pixels of the PNG's width; the height follows. */
  pixels: number
}

export interface DrawingOrder {
  pictures: SvgPicture[]
  fontPath: string | null
}

/** Drawing takes half a second of a processor for each picture, and the font 30 megabytes: not in the server's own process. */
const LIMITS = { timeoutMs: 60_000, maxMemoryMb: 256 }

/**
 * Draws charts as PNG, in their order; null for what is no SVG. Text is set in a Chinese font of this machine; where there is none it
 * stays out (`canDrawChinese`). Nothing outside the SVG is ever read. Refuses (503) when the machine is too busy or too small: going on
 * without the pictures would make another file of the same document.
 */
export async function svgToPng(pictures: readonly SvgPicture[]): Promise<(Uint8Array | null)[]> {
  if (pictures.length === 0) return []
  const order: DrawingOrder = { pictures: [...pictures], fontPath: await findChineseFont() }
  const entry = new URL('./svg-to-png-worker.ts', import.meta.url)
  return await runInWorker<(Uint8Array | null)[]>(entry, order, LIMITS).catch((error) => {
    // time or memory ran out; the worker's own words are about workbooks
    if (error instanceof WorkbookRefusal)
      throw new Problem(503, 'drawing_stopped', '图表绘制未能完成，请稍后再试。', { retryAfterSeconds: 30 })
    throw error
  })
}
