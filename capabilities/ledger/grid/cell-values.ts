import Big from 'big.js'
import { foldName } from '#kernel/fold.ts'
import { projectFields } from '../contract.ts'
import { readAmountText } from '../reading/amounts.ts'
import { readDateText } from '../reading/dates.ts'
import { readNature } from '../reading/natures.ts'
import { readStage } from '../reading/stages.ts'
import { isNothing, strictFold, tidyLong } from '../reading/text.ts'
import type { OwnColumn } from './contract.ts'
import { type EditableGridField, GRID_FIELDS, type GridField, type GridFieldName } from './fields.ts'
import { CODE_WORDS } from './words.ts'

/** A column a cell may be written in: one of the project's own form, or one of the office's own. */
export type CellColumn =
  | { own: null; field: EditableGridField; kind: GridField['kind']; choices: readonly string[]; required: boolean }
  | { own: Pick<OwnColumn, 'id' | 'heading' | 'kind' | 'choices' | 'unit'>; field: string }

/** What a cell is to hold, as text (null: empty), or why it cannot. */
export type CellReading = { text: string | null } | CellFault
export type CellFault = { code: string; message: string }

/** The column of a field that may be edited in the grid; null for all others. */
export function editableColumn(field: string): CellColumn | null {
  const known: GridField | undefined = Object.hasOwn(GRID_FIELDS, field)
    ? GRID_FIELDS[field as GridFieldName]
    : undefined
  if (!known?.editable) return null
  const { kind, choices = [], required = false } = known
  return { own: null, field: field as EditableGridField, kind, choices, required }
}

/**
 * What was typed or pasted into a cell, as the ledger keeps it: full-width digits, thousands separators, `1.2亿`, `2026年3月`, 是, √ and the
 * words of the vocabularies are understood; money is 万元 where no unit stands. Whatever is not certain is refused, never guessed.
 */
export function readCell(column: CellColumn, given: string | null): CellReading {
  const text = tidyLong(given ?? '')
  if (column.own) return text === '' ? { text: null } : readOwn(column.own, text)
  if (text === '') return column.required ? fault('cell_required', '这一列不能为空。') : { text: null }
  const read = BY_KIND[column.kind]?.(column, text) ?? { text }
  return 'text' in read ? checked(column.field, read.text) : read
}

type FormColumn = Extract<CellColumn, { own: null }>

const BY_KIND: Partial<Record<GridField['kind'], (column: FormColumn, text: string) => CellReading>> = {
  text: (_, text) => ({ text: text.replace(/\n+/g, ' ') }),
  longText: (_, text) => ({ text }),
  amount: (_, text) => readMoney(text),
  date: (_, text) => readDate(text),
  yesNo: (_, text) => readYesNo(text, { yes: 'true', no: 'false' }),
  choice: readChoice,
}

/** The same rules as the project's form. */
function checked(field: EditableGridField, text: string | null): CellReading {
  const value = field === 'tier' && text !== null ? Number(text) : text
  const result = projectFields.shape[field].safeParse(value)
  if (result.success) return { text: result.data === null || result.data === '' ? null : String(result.data) }
  return fault('cell_refused', `${result.error.issues[0]?.message ?? '内容不符合要求'}。`)
}

function readChoice({ field, choices }: FormColumn, text: string): CellReading {
  if (isNothing(strictFold(text))) return { text: null }
  if (choices.includes(text)) return { text }
  const words = CODE_WORDS[field] ?? {}
  const code = choices.find((choice) => foldName(words[choice] ?? '') === foldName(text)) ?? understood(field, text)
  if (code && choices.includes(code)) return { text: code }
  const known = choices.map((choice) => words[choice] ?? choice).join('、')
  return fault('choice_unknown', `无法识别“${short(text)}”，请填写：${known}。`)
}

/** Wordings of offices, as the import understands them. */
function understood(field: EditableGridField, text: string): string | null {
  if (field === 'stage') return readStage(text)
  if (field === 'planState') return readNature(text, 'planState')?.planState ?? null
  if (field === 'tier')
    return { 一: '1', 二: '2' }[/^第?([一二])(梯队|级|类|档)?$/.exec(strictFold(text))?.[1] ?? ''] ?? null
  if (field !== 'constructionNature') return null
  const nature = readNature(text, 'constructionNature')?.constructionNature
  return nature === 'new' ? 'newBuild' : (nature ?? null)
}

function readOwn({ kind, choices, unit }: NonNullable<CellColumn['own']>, text: string): CellReading {
  const value = text.length > 4000 ? null : text
  if (value === null) return fault('cell_refused', '不超过4000字。')
  switch (kind) {
    case 'longText':
      return { text }
    case 'amount':
      return readMoney(text)
    case 'number':
      return readNumber(text, unit)
    case 'date':
      return readDate(text)
    case 'yesNo':
      return readYesNo(text, { yes: '是', no: '否' })
    case 'choice': {
      const choice = choices.find((one) => foldName(one) === foldName(text))
      return choice
        ? { text: choice }
        : fault('choice_unknown', `没有“${short(text)}”这个选项，请填写：${choices.join('、')}。`)
    }
    default:
      return { text: text.replace(/\n+/g, ' ') }
  }
}

/** 万元 with at most four decimals, half up: Excel shows 0.1 + 0.2 as it adds it. */
function readMoney(text: string): CellReading {
  const plain = plainNumber(text)
  if (plain !== null) return fits(plain)
  const amount = readAmountText(text, '万元')
  if (amount.problem === 'currency-foreign') return fault('amount_foreign', '请折算成人民币万元后填写。')
  if (amount.isApproximate) return fault('amount_approximate', `“${short(text)}”不是确切的数，请填写确切金额。`)
  if (amount.problem)
    return fault('amount_unreadable', `无法识别金额“${short(text)}”，请填写万元数，如 1200 或 1.2亿。`)
  return amount.wan === null ? { text: null } : fits(new Big(amount.wan))
}

function fits(number: Big): CellReading {
  const rounded = number.round(4, Big.roundHalfUp)
  if (rounded.abs().gte('1e12')) return fault('number_too_large', '数值过大，请核对单位（万元）。')
  return { text: plainText(rounded) }
}

function readNumber(text: string, unit: string | null): CellReading {
  const folded = strictFold(text)
  if (isNothing(folded)) return { text: null }
  const bare = unit && folded.endsWith(strictFold(unit)) ? folded.slice(0, -strictFold(unit).length) : folded
  const number = plainNumber(bare)
  if (number === null) return fault('number_unreadable', `无法识别数值“${short(text)}”，请只填写数字。`)
  if (number.abs().gte('1e12')) return fault('number_too_large', '数值过大，请核对后填写。')
  return { text: plainText(number.round(8, Big.roundHalfUp)) }
}

/** `１２,３４５.６`; thousands separators only where thousands are: `1,23` is no number. */
function plainNumber(text: string): Big | null {
  const folded = strictFold(text).replaceAll('，', ',').replace('−', '-')
  if (!/^[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/.test(folded)) return null
  return new Big(folded.replace(/[,+]/g, ''))
}

function plainText(number: Big): string {
  const text = number.toFixed()
  return text === '-0' ? '0' : text
}

function readDate(given: string): CellReading {
  // Excel pastes a day with its midnight
  const text = given.replace(/[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/, '')
  if (isNothing(strictFold(text))) return { text: null }
  const { date, until, problem } = readDateText(text, null)
  if (until !== null) return fault('date_period', `“${short(text)}”是一段时间，请填写一个日期。`)
  if (problem === 'year-missing')
    return fault('date_year_missing', `“${short(text)}”没有年份，请写明年份，如 2026年3月。`)
  // of 2026-02-30 the reader of files keeps the year; whoever types it is asked
  const isWhole = date !== null && (text.match(/\d+/g) ?? []).length <= date.split('-').length
  if (!isWhole || problem)
    return fault('date_unreadable', `无法识别日期“${short(text)}”，请填写如 2026、2026-03 或 2026-03-28。`)
  return { text: date }
}

const YES = /^(是|有|对|√|✓|✔|☑|y|yes|true|1)$/i
const NO = /^(否|无|没有|不是|×|✗|✘|x|n|no|false|0)$/i

function readYesNo(text: string, words: { yes: string; no: string }): CellReading {
  const folded = strictFold(text)
  if (YES.test(folded)) return { text: words.yes }
  if (NO.test(folded)) return { text: words.no }
  return isNothing(folded) ? { text: null } : fault('yes_no_unknown', `无法识别“${short(text)}”，请填写“是”或“否”。`)
}

function fault(code: string, message: string): CellFault {
  return { code, message }
}

function short(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text
}
