import { expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { WorkbookRefusal } from '#platform/excel/refusal.ts'
import { zipOf } from '#platform/excel/samples/zip-of.ts'
import { Dice } from './random/dice.ts'
import { bytesOf, partsOf } from './random/made-files.ts'
import type { MadeKind } from './random/made-kinds.ts'
import { madeLedger } from './random/made-ledger.ts'
import { readLedger } from './read-ledger.ts'

/** What a hand, a program or bad luck may put in the place of something else. */
const PIECES = [
  ...[
    '',
    '<',
    '>',
    '"',
    '&#0;',
    '&#xD800;',
    '_x0000_',
    '&amp;lt;',
    ']]>',
    '<!--',
    '</sheetData>',
    '<c>',
    '</row>',
    '<v/>',
  ],
  ...[
    '1e999',
    '-1e308',
    'NaN',
    '99999999999999999999',
    '-0',
    '0x10',
    '1e-320',
    '#REF!',
    'XFD1048576',
    'A0',
    'r="0"',
    's="65535"',
  ],
  ...[
    't="s"',
    't="e"',
    't="b"',
    't="d"',
    'ref="B9:A1"',
    'state="hidden"',
    '2024-99-99',
    '二〇二四年十三月',
    '99月底',
    '（万元）',
    '＝1+1',
  ],
]

test('a workbook bent anywhere is read or refused with a sentence, and nothing else', { timeout: 90_000 }, async () => {
  const dice = new Dice(2024)
  for (let round = 0; round < 250; round++) {
    const parts = partsOf(madeLedger(new Dice(round), 'xlsx'))
    const path = dice.one(Object.keys(parts))
    let text = parts[path] as string
    for (let bends = dice.int(1, 6); bends > 0; bends--) {
      const at = dice.int(0, text.length)
      text = text.slice(0, at) + dice.one(PIECES) + text.slice(at + (dice.is(0.2) ? dice.int(1, 200) : dice.int(0, 3)))
    }
    await expectReadOrRefused(zipOf({ ...parts, [path]: text }), `round ${round}, ${path}`)
  }
})

test('so is every other kind of file', { timeout: 90_000 }, async () => {
  const dice = new Dice(2025)
  for (let round = 0; round < 200; round++) {
    const kind = dice.one<MadeKind>(['csv', 'html', 'xml', 'xls'])
    let bytes = Buffer.from(bytesOf(madeLedger(new Dice(round), kind), kind, dice))
    for (let bends = dice.int(1, 8); bends > 0; bends--) {
      const at = dice.int(0, bytes.length)
      const behind = at + (dice.is(0.2) ? dice.int(1, 400) : dice.int(0, 3))
      bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(dice.one(PIECES)), bytes.subarray(behind)])
    }
    await expectReadOrRefused(bytes, `round ${round}, ${kind}`)
  }
})

async function expectReadOrRefused(bytes: Uint8Array, about: string): Promise<void> {
  const outcome = await openWorkbook(bytes)
    .then((workbook) => JSON.stringify(readLedger(workbook, '台账.xlsx')))
    .catch((error) => error)
  if (typeof outcome === 'string') expect(outcome, about).not.toMatch(/\\u0000|\\ud[89a-f]/i)
  else expect(outcome, `${about}: ${(outcome as Error).stack}`).toBeInstanceOf(WorkbookRefusal)
}
