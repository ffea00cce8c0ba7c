import { type Cell, plainNumber } from '#platform/excel/workbook.ts'
import { plainText } from '../exporting/cell-text.ts'
import type { LedgerColumn } from '../exporting/columns.ts'
import { readAmount, readAmountText } from '../reading/amounts.ts'
import { readDate, readDateText } from '../reading/dates.ts'
import { readNature } from '../reading/natures.ts'
import { readStage } from '../reading/stages.ts'
import { strictFold } from '../reading/text.ts'
import { wanText } from '../reading/wan-text.ts'
import { NATURE_WORDS, PLAN_STATE_WORDS, STAGE_WORDS } from '../wording.ts'

type Parsed = { text: string | null } | { problem: string }
type Kind = Pick<LedgerColumn, 'key' | 'kind' | 'choices' | 'target'>

/** What a cell says, in the words of the export; or why it says nothing that can be taken. */
export function readCellValue(column: Kind, cell: Cell, year: number | null): Parsed {
  if (cell.isMissing) return { problem: '公式没有计算结果。请用 Excel 或 WPS 打开文件、保存后重新上传。' }
  if (cell.kind === 'error') return { problem: `单元格是错误值“${cell.text}”，请改正后重新上传，或在这里另填。` }
  if (cell.kind === 'blank') return { text: null }
  if (column.kind === 'amount') return amountOf(column, readAmount(cell, '万元'))
  if (column.kind === 'date') return dateOf(readDate(cell, year))
  return readTypedValue(column, cell.text, year)
}

/** The same for what a person types. */
export function readTypedValue(column: Kind, typed: string, year: number | null): Parsed {
  const text = plainText(typed)
  if (text === null) return { text: null }
  if (column.kind === 'amount') return amountOf(column, readAmountText(text, '万元'))
  if (column.kind === 'date') return dateOf(readDateText(text, year))
  return column.kind === 'choice' ? choiceOf(column, text) : { text }
}

/** True when the cell still says what it said when it left: no other spelling of it counts as a change. */
export function isAsExported({ kind }: Kind, base: string | null, cell: Cell): boolean {
  if (cell.isMissing || cell.kind === 'error') return false
  if (base === null) return plainText(cell.text) === null
  if ((kind === 'amount' || kind === 'number') && cell.kind === 'number' && typeof cell.value === 'number')
    // a cell holds a double: amounts of more than 15 digits come back rounded and are the same
    return cell.value === Number(base) || plainNumber(cell.value) === plainNumber(Number(base))
  if (kind === 'date' && cell.kind === 'date') return cell.text === base && cell.precision === 'day'
  return plainText(cell.text) === base
}

function amountOf({ target, key }: Kind, { wan, problem, raw }: ReturnType<typeof readAmount>): Parsed {
  if (problem === 'currency-foreign') return { problem: `“${raw}”是外币，请折合成万元。` }
  if (problem !== null) return { problem: `“${raw}”读不出金额，请填写数字（万元）。` }
  if (wan === null) return { text: null }
  const isSigned = target !== undefined && 'current' in target
  if (wan < 0 && !isSigned && key !== 'fundsInPlace') return { problem: `“${raw}”是负数，请核对。` }
  if (Math.abs(wan) >= 1e12) return { problem: `“${raw}”太大，请核对单位（万元）。` }
  return { text: wanText(wan) }
}

function dateOf({ date, until, raw, problem }: ReturnType<typeof readDate>): Parsed {
  if (until !== null) return { problem: `“${raw}”是一段时间，这一列请只写一个日期。` }
  if (problem !== null && date === null) return { problem: `“${raw}”读不出日期，请写成 2026、2026-03 或 2026-03-28。` }
  if (problem === 'date-ambiguous')
    return { problem: `“${raw}”可能是1月也可能是10月，请写成 ${raw?.slice(0, 4)}-01 或 ${raw?.slice(0, 4)}-10。` }
  if (
    date === null &&
    raw !== null &&
    strictFold(raw) !== '' &&
    /[\p{L}\p{N}]/u.test(raw) &&
    !/^(无|待定|未定|暂无)$/.test(raw.trim())
  )
    return { problem: `“${raw}”读不出日期，请写成 2026、2026-03 或 2026-03-28。` }
  return { text: date }
}

function choiceOf({ choices = [], key }: Kind, text: string): Parsed {
  const folded = strictFold(text)
  const exact = choices.find((choice) => strictFold(choice) === folded)
  const understood = exact ?? synonymOf(key, text)
  return understood ? { text: understood } : { problem: `“${text}”不在这一列的选项中，请填写：${choices.join('、')}。` }
}

function synonymOf(key: string, text: string): string | null {
  if (key === 'stage') {
    const stage = readStage(text)
    return stage && STAGE_WORDS[stage]
  }
  if (key === 'planState') {
    const state = readNature(text, 'planState')?.planState
    return state ? PLAN_STATE_WORDS[state] : null
  }
  if (key !== 'constructionNature') return null
  const nature = readNature(text, 'constructionNature')?.constructionNature
  return nature ? NATURE_WORDS[nature === 'new' ? 'newBuild' : nature] : null
}
