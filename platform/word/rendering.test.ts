import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Block, OfficialDocument } from './document-model.ts'
import { buildOfficialDocument } from './official-document.ts'
import { sampleDocument, sampleTable } from './sample-document.ts'

// What a reader's machine makes of the file. It needs LibreOffice, poppler and any Chinese font, none of which the product ships.
const canRender =
  [
    ['soffice', '--version'],
    ['pdftotext', '-v'],
  ].every(([tool, flag]) => !spawnSync(tool!, [flag!]).error) && hasChineseFont()
if (!canRender) console.warn('LibreOffice, pdftotext or a Chinese font not found: page layout tests skipped')

const folder = mkdtempSync(join(tmpdir(), 'guatu-word-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const lineOf = (text: string): Block => ({ kind: 'paragraph', runs: [{ kind: 'text', text }] })

test.skipIf(!canRender)('a full page has 22 lines of 28 characters', { timeout: 120_000 }, async () => {
  const blocks = [
    ...Array.from({ length: 40 }, (_, index) => lineOf(`第${index + 1}段。`)),
    lineOf('字'.repeat(26 + 28 + 28 + 1)),
  ]
  const pages = await pagesOf(sampleDocument({ blocks, attachments: [] }))
  expect(pages[1]?.filter((line) => /^第\d+段。$/.test(line))).toHaveLength(22)
  const lengths = pages.flat().flatMap((line) => (/^字+$/.test(line) ? [line.length] : []))
  expect(lengths).toEqual([26, 28, 28, 1])
})

test.skipIf(!canRender)(
  'every part is on its page, 版记 on the last, also when the text leaves it no room',
  { timeout: 240_000 },
  async () => {
    for (const count of [3, 12, 13, 14, 15]) {
      const pages = await pagesOf(sampleDocument({ blocks: Array.from({ length: count }, () => lineOf('一行。')) }))
      const last = pages.at(-1) ?? []
      const ends = last.slice(-4).map((line) => line.replace(/\s/gu, ''))
      expect(ends).toContainEqual('抄送：市委办公室，市人大常委会办公室，市政协办公室。')
      expect(ends).toContainEqual('云州市重点项目建设指挥部办公室2026年11月4日印发')
      expect(ends.at(-1)).toBe(`—${pages.length}—`)
      expect(pages.flat().filter((line) => line === '一行。')).toHaveLength(count)
    }
  },
)

test.skipIf(!canRender)('a table over several pages repeats its heading', { timeout: 120_000 }, async () => {
  const pages = await pagesOf(sampleDocument({ blocks: [sampleTable(60)] }))
  const withRows = pages.filter((page) => page.some((line) => /^\d+\s+第\d+区/.test(line)))
  expect(withRows.length).toBeGreaterThanOrEqual(2)
  for (const page of withRows) expect(page.some((line) => line.includes('年度计划投资'))).toBe(true)
})

/** The lines of text of each page, without blank ones. */
async function pagesOf(document: OfficialDocument): Promise<string[][]> {
  const file = join(folder, 'document.docx')
  writeFileSync(file, await buildOfficialDocument(document))
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  execFileSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file], {
    timeout: 100_000,
    stdio: 'ignore',
  })
  const text = execFileSync('pdftotext', ['-layout', join(folder, 'document.pdf'), '-'], { encoding: 'utf8' })
  const pages = text.split('\f').slice(0, -1)
  return pages.map((page) =>
    page
      .split('\n')
      .map((line) => line.trim().replace(/(\d) (?=\p{Script=Han})|(?<=\p{Script=Han}) (?=\d)/gu, '$1'))
      .filter((line) => line !== ''),
  )
}

function hasChineseFont(): boolean {
  const fonts = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return !fonts.error && fonts.stdout.trim() !== ''
}
