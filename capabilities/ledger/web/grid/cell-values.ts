import Big from 'big.js'
import { wanNumber, yiNumber } from '#kernel/money.ts'
import { instantText, type MoneyUnit, rateIn } from '#platform/web/format.ts'
import type { Choice, Reading } from '#platform/web/kit/grid/types.ts'
import { readMoney } from '#platform/web/kit/money-text.ts'
import { words } from '#platform/web/words/use-words.ts'
import { readPartialDate } from '../editing/partial-date.ts'
import type { FieldKind } from './fields.ts'

export type CellContext = { kind: FieldKind; unit: MoneyUnit; choices: readonly Choice[] }

/** What offices write for “none” in columns of figures and dates. */
const NONE = /^[-—–－/／\\无]+$/
const YES = new Set(['是', 'y', 'yes', 'true', '√', '✓', '1', '有', '对'])
const NO = new Set(['否', 'n', 'no', 'false', '×', 'x', '✗', '0', '无', '没有'])

/** A stored value as it is read and copied: amounts in the unit of the heading, without separators, so that a workbook takes them as numbers. */
export function cellText(value: string | null, { kind, unit, choices }: CellContext): string {
  if (value === null || value === '') return ''
  if (kind === 'amount') return unit === 'yi' ? yiNumber(value, 8) : wanNumber(value)
  if (kind === 'percent') return rateIn(value)
  if (kind === 'organisation') return value.slice(value.indexOf('|') + 1)
  if (kind === 'yesNo') return words(value === 'true' ? 'ledger.yes' : 'ledger.no')
  if (kind === 'choice') return choices.find((choice) => choice.value === value)?.label ?? value
  return kind === 'instant' ? instantText(value) : value
}

/** What is typed or pasted, as it is stored; or why it cannot be. A bare amount is in the unit of the heading. */
export function readCell(text: string, { kind, unit, choices }: CellContext): Reading {
  const plain = text.trim()
  if (kind === 'amount') return readAmount(plain, unit)
  if (kind === 'number') return readNumber(plain)
  if (kind === 'date') return readDay(plain)
  if (kind === 'yesNo') return readYesNo(plain)
  if (kind === 'choice') return readChoice(plain, choices)
  const lines = kind === 'longText' ? plain.replace(/\r\n?/g, '\n') : plain.replace(/\s*[\r\n]+\s*/g, ' ')
  return { value: lines === '' ? null : lines }
}

function readAmount(text: string, unit: MoneyUnit): Reading {
  if (NONE.test(text)) return { value: null }
  const said = unit === 'yi' && !/[亿万元]/.test(text) ? `${text}亿` : text
  const reading = readMoney(said, { allowNegative: true })
  if (reading.problem) return { problem: words(`kit.money.${reading.problem}`) }
  return { value: reading.wan }
}

function readNumber(text: string): Reading {
  if (NONE.test(text)) return { value: null }
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,，\u2009]/g, '')
    .replace(/[−–]/g, '-')
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(plain)
    ? { value: new Big(plain).toFixed() }
    : { problem: words('grid.read.number') }
}

/** Excel puts dates on the clipboard as they are shown: 2026/3/28, 2026年3月, 2026.3; with a time of midnight behind it or without. */
function readDay(text: string): Reading {
  if (NONE.test(text)) return { value: null }
  const date = readPartialDate(text.replace(/[ T]0?0:00(:00)?$/, ''))
  return date === null ? { problem: words('grid.read.date') } : { value: date }
}

function readYesNo(text: string): Reading {
  const folded = text.normalize('NFKC').toLowerCase()
  if (YES.has(folded)) return { value: 'true' }
  return NO.has(folded) ? { value: 'false' } : { problem: words('grid.read.yesNo') }
}

function readChoice(text: string, choices: readonly Choice[]): Reading {
  const wanted = text.normalize('NFKC')
  const exact = choices.find(({ label, value }) => label === wanted || value === wanted)
  if (exact) return { value: exact.value }
  const begun = choices.filter(({ label }) => label.startsWith(wanted))
  if (begun.length === 1) return { value: begun[0]!.value }
  return {
    problem: words('grid.read.choice', {
      choices: choices
        .slice(0, 12)
        .map(({ label }) => label)
        .join('、'),
    }),
  }
}
