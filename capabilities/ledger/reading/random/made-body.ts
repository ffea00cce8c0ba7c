import type { Merge } from '#platform/excel/workbook.ts'
import type { Dice } from './dice.ts'
import type { KnownProject } from './known-projects.ts'
import type { Expected, MadeColumn } from './made-columns.ts'
import type { MadeLayout } from './made-layout.ts'
import { type MadeCell, sumWords } from './written-values.ts'

export interface MadeBody {
  cells: MadeCell[][]
  merges: Merge[]
  rows: { name: string; expected: Expected[] }[]
  wrongTotals: number
  hasTotals: boolean
}

interface BodyPlace {
  layout: MadeLayout
  /** Rows above the body. */
  top: number
  headerRow: string[]
}

/** The rows below the header: projects with numbers, sections, subtotals, totals, blank rows, notes, the header once more. */
export function madeBody(columns: MadeColumn[], projects: KnownProject[], place: BodyPlace, dice: Dice): MadeBody {
  return new BodyMaker(columns, place, dice).make(projects)
}

class BodyMaker {
  private readonly body: MadeBody = { cells: [], merges: [], rows: [], wrongTotals: 0, hasTotals: false }
  private readonly columns: MadeColumn[]
  private readonly place: BodyPlace
  private readonly dice: Dice
  private readonly nameAt: number

  constructor(columns: MadeColumn[], place: BodyPlace, dice: Dice) {
    this.columns = columns
    this.place = place
    this.dice = dice
    this.nameAt = columns.findIndex(({ field }) => field === 'name')
  }

  make(projects: KnownProject[]): MadeBody {
    const { layout } = this.place
    const totalAt = layout.total === 'top' ? this.reserve() : -1
    const ordered = layout.mergesCounty ? [...projects].sort((a, b) => a.county.localeCompare(b.county)) : projects
    if (layout.sections) {
      const parts = [
        ordered.filter(({ planState }) => planState === 'new'),
        ordered.filter(({ planState }) => planState !== 'new'),
      ]
      parts.forEach((part, index) => {
        if (part.length > 0) this.addSection(['一、新建项目', '二、续建项目'][index] as string, part)
      })
    } else this.addProjects(ordered)
    if (totalAt >= 0) this.body.cells[totalAt] = this.totalRow('合计', 0)
    if (layout.total === 'bottom') this.addTotal(this.dice.one(['合计', '总计', '合　计']), 0)
    if (this.dice.is(0.3))
      this.addWords(this.dice.one(['注：本表由各县区填报，金额以实际完成为准。', '填表人：张三　审核人：李四']))
    return this.body
  }

  private reserve(): number {
    return this.body.cells.push([]) - 1
  }

  private addSection(text: string, projects: KnownProject[]): void {
    const { layout, top } = this.place
    const words = this.dice.one([`${text}（${projects.length}个）`, text])
    const row = this.body.cells.push([{ value: words }]) - 1
    if (layout.sections === 'merged' && layout.header.isMerged && this.columns.length > 1)
      this.body.merges.push({ top: top + row, left: 0, bottom: top + row, right: this.columns.length - 1 })
    const first = this.body.rows.length
    this.addProjects(projects)
    if (layout.hasSubtotals) this.addTotal('小计', first)
  }

  private addProjects(projects: KnownProject[]): void {
    const { layout, top } = this.place
    const countyAt = this.columns.findIndex(({ field }) => field === 'county')
    const orgAt = this.columns.findIndex(({ field }) => field === 'responsibleOrg')
    projects.forEach((project, index) => {
      const previous = projects[index - 1]
      const isJoined = layout.mergesCounty && previous?.county === project.county
      if (!isJoined && this.dice.is(0.04)) this.body.cells.push([])
      if (!isJoined && index > 0 && this.dice.is(0.02))
        this.body.cells.push(this.place.headerRow.map((value) => ({ value })))
      this.addProject(project)
      if (!isJoined) return
      const row = this.body.cells.length - 1
      for (const column of [countyAt, orgAt]) if (column >= 0) this.join(top + row, column)
    })
  }

  private addProject(project: KnownProject): void {
    const written = this.columns.map((column) =>
      column.field === 'rowNumber'
        ? { cell: { value: this.body.rows.length + 1 }, expected: [] }
        : column.write(project, this.dice),
    )
    this.body.cells.push(written.map(({ cell }) => cell))
    this.body.rows.push({ name: project.name, expected: written.flatMap(({ expected }) => expected) })
  }

  /** A cell goes into the merge of the cell above: what it says is what stands there. */
  private join(row: number, column: number): void {
    const { top } = this.place
    const above = this.body.merges.find(
      (merge) => merge.left === column && merge.right === column && merge.bottom === row - 1,
    )
    const first = (above?.top ?? row - 1) - top
    const said = this.expectedAt(this.body.rows.length - 2, column)
    const here = this.expectedAt(this.body.rows.length - 1, column)
    if (here && said) here.value = said.value
    ;(this.body.cells[row - top] as MadeCell[])[column] = { value: null }
    if (above) above.bottom = row
    else this.body.merges.push({ top: first + top, left: column, bottom: row, right: column })
  }

  private expectedAt(row: number, column: number): Expected | undefined {
    const { field } = this.columns[column] as MadeColumn
    return this.body.rows[row]?.expected.find(({ path }) => path === field)
  }

  private addTotal(words: string, from: number): void {
    this.body.cells.push(this.totalRow(words, from))
  }

  /** Sums of what is known in each column; now and then one is wrong. */
  private totalRow(words: string, from: number): MadeCell[] {
    const labelAt = this.dice.is(0.6) ? 0 : this.nameAt
    const row: MadeCell[] = this.columns.map((column, index) => {
      if (index === labelAt || !column.amount) return { value: null }
      const values = this.body.rows
        .slice(from)
        .map(({ expected }) => expected.find(({ path }) => path === column.path)?.value)
      if (values.includes('open') || values.every((value) => value === undefined)) return { value: null }
      const sum = values.reduce<number>((total, value) => total + (typeof value === 'number' ? value : 0), 0)
      const isWrong = this.dice.is(0.05)
      if (isWrong) this.body.wrongTotals++
      this.body.hasTotals = true
      return sumWords(isWrong ? sum + 1_000 : sum, column.amount)
    })
    row[labelAt] = { value: words }
    return row
  }

  private addWords(text: string): void {
    this.body.cells.push([], [{ value: text }])
  }
}
