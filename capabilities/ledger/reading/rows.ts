import { type Cell, cellAddress, cellAt, mergeAddress } from '#platform/excel/workbook.ts'
import type { Stage } from '../vocabulary.ts'
import { AmountCells } from './amount-cells.ts'
import { sheetPattern } from './answers.ts'
import type { Column } from './columns.ts'
import { readDate } from './dates.ts'
import { DATE_FIELDS, isAmountField } from './fields.ts'
import { readNature } from './natures.ts'
import { readPerson } from './people.ts'
import type { RowContext } from './row-context.ts'
import type { LedgerRow } from './shape.ts'
import { readStage } from './stages.ts'
import { isNothing, strictFold, tidy, tidyLong } from './text.ts'

/** Reads project rows of one sheet. One instance per sheet: what concerns a whole column is gathered and reported by `finish`. */
export class RowReader {
  private readonly context: RowContext
  private readonly amounts: AmountCells
  private readonly gathered = new Map<string, { column: Column; rows: number[] }>()
  private readonly aliases = new Map<string, { column: Column; alias: string; county: string }>()

  constructor(context: RowContext) {
    this.context = context
    this.amounts = new AmountCells(context)
  }

  /** The project of 0-based `row`. */
  read(row: number): LedgerRow {
    const { sheet, columns } = this.context
    const result: LedgerRow = {
      sheet: sheet.name,
      excelRow: row + 1,
      name: '',
      county: null,
      owner: null,
      totalInvestmentWan: null,
      stage: null,
    }
    for (const column of columns) this.readCell(result, row, column)
    this.settleCounty(result)
    return result
  }

  /** Reports what was gathered over the sheet; `rows` are the rows as read, corrected here by remembered answers about units. */
  finish(rows: LedgerRow[]): void {
    const { notices, sheet } = this.context
    for (const [key, { column, rows: excelRows }] of this.gathered) {
      notices.warn({ code: key.split('|')[0] as string, sheet: sheet.name, column: column.letters, excelRows })
    }
    for (const { column, alias, county } of this.aliases.values()) {
      notices.warn({ code: 'county-alias', sheet: sheet.name, column: column.letters, alias, county })
    }
    this.amounts.finish(rows)
  }

  private readCell(result: LedgerRow, row: number, column: Column): void {
    const { sheet, merges } = this.context
    const merge = sheet.merges.length > 0 ? merges.at(row, column.index) : null
    const isTopLeft = !merge || (merge.top === row && merge.left === column.index)
    if (isAmountField(column.field)) {
      if (isTopLeft && merge && merge.bottom > merge.top) this.gather('amount-merged', column, row)
      if (isTopLeft) this.amounts.read(result, row, column, cellAt(sheet, row, column.index))
      return
    }
    const cell = isTopLeft
      ? cellAt(sheet, row, column.index)
      : cellAt(sheet, (merge as { top: number }).top, (merge as { left: number }).left)
    if (cell.kind === 'blank' && !cell.isMissing) return
    if (cell.kind === 'error') {
      this.context.notices.warn({
        code: 'error-value',
        sheet: sheet.name,
        excelRow: row + 1,
        column: column.letters,
        raw: cell.text,
      })
      return
    }
    if (cell.formula !== null && column.field === 'name') {
      const place = {
        sheet: sheet.name,
        excelRow: row + 1,
        column: column.letters,
        cell: cellAddress(row, column.index),
      }
      this.context.notices.warn({ code: 'formula-cell', ...place, formula: `=${cell.formula}` })
    }
    if (column.field === 'county' && merge && merge.bottom > merge.top) result.countyMerged = mergeAddress(merge)
    if ((DATE_FIELDS as readonly (string | null)[]).includes(column.field)) this.readDateCell(result, row, column, cell)
    else this.readTextCell(result, row, column, cell, isTopLeft)
  }

  private readTextCell(result: LedgerRow, row: number, column: Column, cell: Cell, isTopLeft: boolean): void {
    const { text } = cell
    switch (column.field) {
      case null:
        this.readExtra(result, column, text)
        return
      case 'rowNumber':
        if (/^\d+$/.test(strictFold(text))) result.rowNo = Number(strictFold(text))
        return
      case 'completionRate':
        return
      case 'county':
        result.countyText = tidy(text)
        this.readCounty(result, row, column, text)
        return
      case 'stage':
        this.readStageCell(result, row, column, text)
        return
      case 'planState':
      case 'constructionNature':
        this.readNatureCell(result, row, column, text)
        return
      case 'sponsor':
      case 'steward':
      case 'contact':
      case 'serviceOfficer':
        this.readPersonCell(result, row, column, text, isTopLeft)
        return
      case 'code':
        this.readCode(result, row, column, text)
        return
      case 'approval':
        if (!isNothing(strictFold(text)))
          result.approvals = { ...result.approvals, [column.heading]: cell.kind === 'date' ? text : tidy(text) }
        return
      default:
        this.readPlainText(result, column, text)
        return
    }
  }

  private readPlainText(result: LedgerRow, column: Column, text: string): void {
    const isLong =
      column.field === 'scale' ||
      column.field === 'progressText' ||
      column.field === 'problems' ||
      column.field === 'remark' ||
      column.field === 'nextStep' ||
      column.field === 'annualContent'
    const tidied = isLong ? tidyLong(text) : tidy(text)
    if (tidied === '' || (column.field !== 'name' && !isLong && isNothing(tidied))) return
    // 无 under 存在问题 is a statement: there are none. A dash is not.
    if (isLong && isNothing(tidied) && !(column.field === 'problems' && /^[\u4e00-\u9fff]+$/.test(tidied))) return
    ;(result as unknown as Record<string, unknown>)[column.field as string] = tidied
  }

  private readExtra(result: LedgerRow, column: Column, text: string): void {
    const tidied = tidyLong(text)
    if (tidied === '') return
    if (column.extra?.flag) {
      const folded = strictFold(text)
      const isYes = /^(√|✓|✔|是|有|1|y|yes|true)$/i.test(folded)
      if (isYes || /^(×|x|否|无|0|n|no|false)$/i.test(folded)) Object.assign(result, { [column.extra.key]: isYes })
    } else if (column.extra) Object.assign(result, { [column.extra.key]: tidied })
    result.extra = { ...result.extra, [column.heading]: tidied }
  }

  private readStageCell(result: LedgerRow, row: number, column: Column, text: string): void {
    const words = tidy(text)
    if (isNothing(words)) return
    result.stageText = words
    const isStartColumn = /是否(已)?开工/.test(column.heading)
    if (isStartColumn && /^(是|√|已开|Y)$/i.test(words)) result.stage = 'started'
    else if (!(isStartColumn && /^(否|×|未|N)$/i.test(words))) result.stage = this.stageOf(words)
    const isDenied = isStartColumn && /^(否|×|未|N)/i.test(words)
    const isSettled = this.context.answers.stages?.[words] !== undefined
    if (result.stage === null && !isDenied && !isSettled) this.warn('stage-unrecognised', row, column, { raw: words })
  }

  private stageOf(words: string): Stage | null {
    const answered = this.context.answers.stages?.[words]
    return answered !== undefined ? answered : readStage(words)
  }

  private readNatureCell(result: LedgerRow, row: number, column: Column, text: string): void {
    const words = tidy(text)
    if (isNothing(words)) return
    const nature = readNature(words, column.field as 'planState' | 'constructionNature')
    if (nature) Object.assign(result, nature)
    else this.warn('value-unrecognised', row, column, { raw: words })
  }

  private readPersonCell(result: LedgerRow, row: number, column: Column, text: string, isTopLeft: boolean): void {
    if (isNothing(strictFold(text))) return
    const person = readPerson(text)
    const field = column.field as 'sponsor' | 'steward' | 'contact' | 'serviceOfficer'
    result[field] = person.name
    if (field !== 'serviceOfficer') result[`${field}Text`] = person.text
    if (field === 'contact' && person.phone && !result.contactPhone) result.contactPhone = person.phone
    if (person.name === null && isTopLeft && person.text !== person.phone)
      this.gather('sponsor-not-a-name', column, row)
  }

  private readCode(result: LedgerRow, row: number, column: Column, text: string): void {
    const folded = strictFold(text)
      .replace(/[—–－_]/g, '-')
      .toUpperCase()
    if (isNothing(folded)) return
    result.code = folded
    if (!/^\d{4}-\d{6}-\d{2}-\d{2}-\d{6}$/.test(folded)) this.warn('code-malformed', row, column, { raw: folded })
  }

  private readCounty(result: LedgerRow, row: number, column: Column, text: string): void {
    if (isNothing(strictFold(text))) return
    const { counties } = this.context
    const found = counties.resolve(text)
    result.county = found.county
    if (found.town) result.town = found.town
    if (found.isAlias && found.county) this.aliases.set(text, { column, alias: strictFold(text), county: found.county })
    if (found.problem === 'county-ambiguous') this.askCounty(result, row, column, text, found.candidates)
    else if (found.problem && !(found.problem === 'county-is-town' && this.context.fallback))
      this.warn(found.problem, row, column, { raw: tidy(text) })
  }

  private askCounty(result: LedgerRow, row: number, column: Column, text: string, candidates: string[]): void {
    const { notices, sheet } = this.context
    const answer = notices.ask({
      code: 'county-ambiguous',
      keyParts: [strictFold(text)],
      sheet: sheet.name,
      place: cellAddress(row, column.index),
      text: `“${tidy(text)}”可能是以下地方之一，请选择。`,
      choices: candidates.map((value) => ({ value, label: value })),
    })
    if (answer !== null) result.county = answer.replace(/^.*?[市州盟](?=..)/, '') || answer
  }

  private settleCounty(result: LedgerRow): void {
    const { fallback } = this.context
    if (result.county !== null || !fallback) return
    result.county = fallback.county
    result.countyFrom = fallback.from
  }

  private readDateCell(result: LedgerRow, row: number, column: Column, cell: Cell): void {
    const written = readDate(cell, this.context.planYear, this.context.sheet.date1904)
    const field = column.field as (typeof DATE_FIELDS)[number]
    if (written.date !== null) {
      const start = field === 'constructionPeriod' || field === 'startDate' ? 'startDate' : field
      if (field === 'finishDate' && written.until) result.finishDate = written.until
      else if (result[start] === undefined || field !== 'constructionPeriod') result[start] = written.date
      if (written.until && start === 'startDate' && result.finishDate === undefined) result.finishDate = written.until
    }
    if (cell.kind === 'text' || cell.kind === 'number') result.raws = { ...result.raws, [field]: cell.text.trim() }
    if (written.isYearInferred) this.gather('year-inferred', column, row)
    if (written.problem === 'year-missing') this.askYear(row, column, cell)
    else if (written.problem === 'formula-value-missing') this.amounts.noteMissing(row, column)
    else if (written.problem && field !== 'constructionPeriod')
      this.warn(written.problem, row, column, { raw: cell.text.trim() })
  }

  private askYear(row: number, column: Column, cell: Cell): void {
    const { notices, sheet } = this.context
    notices.ask({
      code: 'year-missing',
      keyParts: [sheetPattern(sheet.name)],
      sheet: sheet.name,
      place: cellAddress(row, column.index),
      text: `“${cell.text.trim()}”没有写年份，表中也找不到台账年份，请填写年份。`,
    })
  }

  private warn(code: string, row: number, column: Column, details: Record<string, unknown> = {}): void {
    this.context.notices.warn({
      code,
      sheet: this.context.sheet.name,
      excelRow: row + 1,
      column: column.letters,
      ...details,
    })
  }

  private gather(code: string, column: Column, row: number): void {
    const key = `${code}|${column.letters}`
    const known = this.gathered.get(key)
    if (known) known.rows.push(row + 1)
    else this.gathered.set(key, { column, rows: [row + 1] })
  }
}
