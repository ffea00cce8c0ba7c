import { expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { WorkbookRefusal } from '#platform/excel/refusal.ts'
import { zipOf } from '#platform/excel/samples/zip-of.ts'
import { Dice } from './random/dice.ts'
import { partsOf } from './random/made-files.ts'
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
    const outcome = await openWorkbook(zipOf({ ...parts, [path]: text }))
      .then((workbook) => JSON.stringify(readLedger(workbook, '台账.xlsx')))
      .catch((error) => error)
    if (typeof outcome === 'string') expect(outcome).not.toMatch(/\\u0000|\\ud[89a-f]/i)
    else expect(outcome, `round ${round}, ${path}: ${(outcome as Error).stack}`).toBeInstanceOf(WorkbookRefusal)
  }
})
