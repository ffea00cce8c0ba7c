import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sources } from './citations.ts'
import type { Block, OfficialDocument } from './document-model.ts'
import { buildOfficialDocument } from './official-document.ts'
import { sampleDocument, sampleTable } from './sample-document.ts'
import {
  sampleLetter,
  sampleMinutes,
  sampleReport,
  sampleSources,
  sampleSupervision,
  sampleWideTable,
} from './sample-forms.ts'

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
const linesOf = (count: number) => Array.from({ length: count }, () => lineOf('一行。'))
const full = [...Array.from({ length: 40 }, (_, index) => lineOf(`第${index + 1}段。`)), lineOf('字'.repeat(83))]
const counts = [3, 12, 13, 14, 15]

const documents: Record<string, [OfficialDocument, Sources?]> = {
  full: [sampleDocument({ blocks: full, attachments: [] })],
  table: [sampleDocument({ blocks: [sampleTable(60)] })],
  letter: [sampleLetter({ blocks: linesOf(20) })],
  report: [sampleReport()],
  minutes: [sampleMinutes()],
  supervision: [sampleSupervision()],
  wide: [sampleDocument({ blocks: [sampleWideTable(12, 80), lineOf('表后。')] })],
  comments: [sampleDocument(), sampleSources('comments')],
  footnotes: [sampleDocument(), sampleSources('footnotes')],
  appendix: [sampleDocument(), sampleSources('appendix')],
  ...Object.fromEntries(counts.map((count) => [`lines${count}`, [sampleDocument({ blocks: linesOf(count) })]])),
}

describe.skipIf(!canRender)('pages', () => {
  // all at once: starting LibreOffice takes longer than a document
  beforeAll(async () => {
    for (const [name, [document, sources]] of Object.entries(documents))
      writeFileSync(join(folder, `${name}.docx`), await buildOfficialDocument(document, { sources }))
    convert('pdf', Object.keys(documents))
    convert('fodt', ['comments'])
  }, 240_000)

  test('a full page has 22 lines of 28 characters', () => {
    const pages = pagesOf('full')
    expect(pages[1]?.filter((line) => /^第\d+段。$/.test(line))).toHaveLength(22)
    const lengths = pages.flat().flatMap((line) => (/^字+$/.test(line) ? [line.length] : []))
    expect(lengths).toEqual([26, 28, 28, 1])
  })

  test.each(counts)('with %i lines every part is on its page, 版记 on the last, also when no room is left', (count) => {
    const pages = pagesOf(`lines${count}`)
    const ends = pages
      .at(-1)!
      .slice(-4)
      .map((line) => line.replace(/\s/gu, ''))
    expect(ends).toContainEqual('抄送：市委办公室，市人大常委会办公室，市政协办公室。')
    expect(ends).toContainEqual('云州市重点项目建设指挥部办公室2026年11月4日印发')
    expect(ends.at(-1)).toBe(`—${pages.length}—`)
    expect(pages.flat().filter((line) => line === '一行。')).toHaveLength(count)
  })

  test('a table over several pages repeats its heading', () => {
    const withRows = pagesOf('table').filter((page) => page.some((line) => /^\d+\s+第\d+区/.test(line)))
    expect(withRows.length).toBeGreaterThanOrEqual(2)
    for (const page of withRows) expect(page.some((line) => line.includes('年度计划投资'))).toBe(true)
  })

  test('a 函: number at the right below the line, pages numbered from the second', () => {
    const pages = pagesOf('letter')
    expect(pages).toHaveLength(2)
    expect(pages[0]!.slice(0, 2)).toEqual(['云州市发展和改革委员会', '云发改函〔2026〕31号'])
    expect(pages[0]!.some((line) => line.startsWith('—'))).toBe(false)
    const ends = pages[1]!.slice(-2).map((line) => line.replace(/\s/gu, ''))
    expect(ends).toEqual(['抄送：市委办公室，市人大常委会办公室，市政协办公室。', '—2—'])
    // the type area is 28 to 184; the double line ends at 53.7 and characters of 5.6 begin 4.9 below it
    const number = placeIn('letter', '云发改函')
    expect(number.right).toBeCloseTo(184, 0)
    expect(Math.abs(number.middle - (53.7 + 4.9 + 5.6 / 2))).toBeLessThan(1)
  })

  test('a 报告 with its signers in columns, the last on the line of the number', () => {
    const head = pagesOf('report')[0]!.slice(0, 3)
    expect(head.map((line) => line.replace(/\s/gu, ''))).toEqual([
      '云州市重点项目建设指挥部办公室文件',
      '签发人：王建国李明',
      '云重指办〔2026〕12号欧阳修远',
    ])
    expect(placeIn('report', '签发人').middle).toBeLessThan(placeIn('report', '欧阳修远').middle - 5)
    expect(placeIn('report', '欧阳修远').middle).toBeCloseTo(placeIn('report', '云重指办').middle, 0)
  })

  test('a 纪要 with who was there, further lines under the first name', () => {
    const [page] = pagesOf('minutes')
    const present = page!.findIndex((line) => line.startsWith('出席：王建国'))
    const lists = page!.slice(present + 2, present + 4)
    expect(lists).toEqual(['请假：孙立军', '列席：市财政局马超、朱琳，市自然资源局胡斌'])
    const turned = page![present + 1]!.slice(0, 2)
    // three characters of 5.6 for 出席：
    expect(placeIn('minutes', turned).left - placeIn('minutes', '出席：').left).toBeCloseTo(3 * 5.56, 0)
  })

  test('a 督办单 shows its form with the level in words', () => {
    const [page] = pagesOf('supervision')
    expect(page).toContain('督〔2026〕5号')
    expect(page!.some((line) => /^承办单位\s+临江区人民政府\s+督办等级\s+红色$/u.test(line))).toBe(true)
    expect(page!.some((line) => line.startsWith('办理情况'))).toBe(true)
  })

  test('twelve columns and eighty rows lie on turned pages, each with its heading', () => {
    const pages = pagesOf('wide')
    const turned = pages.filter((page) => page.some((line) => /^序号\s+项目名称/u.test(line)))
    const numbers = turned.flat().flatMap((line) => /^(\d+) .*12\d{3}\.5/u.exec(line)?.[1] ?? [])
    expect(numbers.map(Number)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1))
    const widths = [...boxesOf('wide').matchAll(/<page width="([\d.]+)"/g)].map((match) => Number(match[1]))
    expect(widths.filter((width) => width > 800)).toHaveLength(turned.length)
    expect(widths[0]).toBeLessThan(600)
    expect(pages.at(-1)).toContain('表后。')
  })

  test('comments, footnotes and the appendix of sources arrive', () => {
    const text = readFileSync(join(folder, 'comments.fodt'), 'utf8')
    expect(text.match(/<office:annotation /g)).toHaveLength(4)
    expect(text).toContain('<dc:creator>云州市重点项目建设指挥部办公室</dc:creator>')
    const footnotes = pagesOf('footnotes')
    expect(footnotes.flat().filter((line) => line.includes('计算方法：'))).toHaveLength(4)
    // alone on its page: footnotes would lie over it
    expect(footnotes.at(-1)).toHaveLength(3)
    expect(footnotes.at(-1)![0]).toMatch(/^抄送：/)
    const last = pagesOf('appendix').at(-1)!
    expect(last[0]).toBe('数据来源说明')
    expect(last.some((line) => line.startsWith('抄送：'))).toBe(true)
  })
})

function convert(format: string, names: readonly string[]): void {
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  const files = names.map((name) => join(folder, `${name}.docx`))
  execFileSync('soffice', [profile, '--headless', '--convert-to', format, '--outdir', folder, ...files], {
    timeout: 200_000,
    stdio: 'ignore',
  })
}

/** The lines of text of each page, without blank ones. */
function pagesOf(name: string): string[][] {
  const text = execFileSync('pdftotext', ['-layout', join(folder, `${name}.pdf`), '-'], { encoding: 'utf8' })
  const pages = text.split('\f').slice(0, -1)
  return pages.map((page) =>
    page
      .split('\n')
      .map((line) => line.trim().replace(/(\d) (?=\p{Script=Han})|(?<=\p{Script=Han}) (?=\d)/gu, '$1'))
      .filter((line) => line !== ''),
  )
}

/** Where the first line with a text stands: mm from the page's left and upper edges. */
function placeIn(name: string, text: string): { left: number; right: number; middle: number } {
  const line = boxesOf(name)
    .split('<line ')
    .find((box) => box.includes(text))
  const at = (edge: string) => (Number(new RegExp(`${edge}="([\\d.]+)"`).exec(line ?? '')?.[1]) * 25.4) / 72
  return { left: at('xMin'), right: at('xMax'), middle: (at('yMin') + at('yMax')) / 2 }
}

function boxesOf(name: string): string {
  return execFileSync('pdftotext', ['-bbox-layout', join(folder, `${name}.pdf`), '-'], { encoding: 'utf8' })
}

function hasChineseFont(): boolean {
  const fonts = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return !fonts.error && fonts.stdout.trim() !== ''
}
