import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { assertWellFormed, docxParts } from '#platform/word/reading-docx.ts'
import { link } from './on-screen.ts'
import { printedText } from './september-ledger.ts'

/** Downloads the bulletin that is shown and answers the tables it prints: rows of cells, as they are read. */
export async function downloaded(page: Page): Promise<string[][][]> {
  const [download] = await Promise.all([page.waitForEvent('download'), link(page, '下载Word').click()])
  if (!/\.docx$/.test(download.suggestedFilename())) throw new Error(`named ${download.suggestedFilename()}`)
  const xml = docxParts(readFileSync(await download.path())).get('word/document.xml')!
  assertWellFormed(xml)
  return parts(xml, 'w:tbl').map((table) => parts(table, 'w:tr').map((row) => parts(row, 'w:tc').map(printedText)))
}

function parts(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}[ >][\\s\\S]*?</${element}>`, 'g'))].map(([part]) => part)
}
