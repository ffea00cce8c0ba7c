import { expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import type { Workbook } from '#platform/excel/workbook.ts'
import { readLedger } from '../read-ledger.ts'
import type { LedgerReading } from '../shape.ts'
import { Dice } from './dice.ts'
import { bytesOf, workbookOf } from './made-files.ts'
import type { MadeKind } from './made-kinds.ts'
import { type MadeLedger, madeLedger } from './made-ledger.ts'
import { addScore, answersOf, emptyScore, type Score } from './score.ts'

/** 500 forms of offices that do not exist, always the same; `LAYOUTS=2000` or `LAYOUTS=17-18` for others. */
const [FIRST, LAST] = rangeOf(process.env.LAYOUTS ?? '500')
/** Two of five are written as real files and opened: .xlsx, text, .xls, web pages and XML in turn. */
const FILES: (MadeKind | null)[] = [
  ...['xlsx', null, 'csv', null, null, 'xls', null, 'html', null, 'xml', null, null, 'csv', null, null],
] as (MadeKind | null)[]

test('what is known comes back from any layout, and no amount is ever another', { timeout: 120_000 }, async () => {
  const [asked, answered] = [emptyScore(), emptyScore()]
  const totals: string[] = []
  let files = 0
  for (let seed = FIRST; seed <= LAST; seed++) {
    const kind = FILES[seed % FILES.length] ?? null
    const dice = new Dice(seed)
    const ledger = madeLedger(dice, kind ?? 'xlsx')
    const workbook = kind ? await openWorkbook(bytesOf(ledger, kind, dice)) : workbookOf(ledger)
    if (kind) files++
    const first = readLedger(workbook, ledger.fileName)
    addScore(asked, seed, ledger, first)
    const reading = answeredReading(ledger, workbook, first)
    addScore(answered, seed, ledger, reading)
    noteTotals(totals, seed, ledger, reading)
  }
  report(asked, answered, files, totals)
  expect(asked.misScaled).toEqual([])
  expect(answered.misScaled).toEqual([])
  expect([...answered.strayRows, ...answered.missingRows]).toEqual([])
  expect(totals).toEqual([])
  expect(answered.right / answered.cells).toBeGreaterThanOrEqual(0.99)
})

/** A person answers until nothing is asked: what a column is first, then the unit of its numbers. */
function answeredReading(ledger: MadeLedger, workbook: Workbook, first: LedgerReading): LedgerReading {
  const choices: Record<string, string> = {}
  let reading = first
  for (let round = 0; round < 3 && reading.questions.length > 0; round++) {
    Object.assign(choices, answersOf(ledger, reading))
    reading = readLedger(workbook, ledger.fileName, { answers: { choices } })
  }
  return reading
}

/** Totals written right are not complained about, those written wrong are. */
function noteTotals(totals: string[], seed: number, ledger: MadeLedger, reading: LedgerReading): void {
  const told = reading.warnings.filter(({ code }) => code === 'total-mismatch')
  if (ledger.wrongTotals === 0 && told.length > 0) totals.push(`${seed}: ${told[0]?.text}`)
  if (ledger.wrongTotals > 0 && told.length === 0) totals.push(`${seed}: ${ledger.wrongTotals} wrong totals, none told`)
}

function report(asked: Score, answered: Score, files: number, totals: string[]): void {
  const percent = (right: number, cells: number) => `${((right * 100) / cells).toFixed(2)} %`
  const fields = [...answered.byField].map(
    ([field, { cells, right }]) => `${field} ${percent(right, cells)} of ${cells}`,
  )
  console.log(
    `${LAST - FIRST + 1} layouts, ${files} of them real files: ${percent(asked.right, asked.cells)} of ${asked.cells} cells before answers, ` +
      `${percent(answered.right, answered.cells)} after; another amount: ${asked.misScaled.length + answered.misScaled.length}\n${fields.sort().join('\n')}`,
  )
  const shown = [
    ...asked.misScaled,
    ...answered.misScaled,
    ...answered.strayRows,
    ...answered.missingRows,
    ...totals,
    ...answered.wrong,
  ]
  if (process.env.LAYOUTS) console.log(shown.slice(0, Number(process.env.SHOWN ?? 60)).join('\n'))
}

function rangeOf(text: string): [number, number] {
  const [from, to] = text.split('-').map(Number) as [number, number?]
  return to === undefined ? [1, from] : [from, to]
}
