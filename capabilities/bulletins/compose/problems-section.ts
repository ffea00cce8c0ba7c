import { monthSpanText } from '#kernel/period.ts'
import { formatPercent, pointsBetween } from '#kernel/ratio.ts'
import {
  type Block,
  type Run,
  type TableBlock,
  type TableCell,
  type TableRow,
  textRun,
} from '#platform/word/document-model.ts'
import type { Figure } from './figure.ts'
import {
  countText,
  type FigureBook,
  type FigureDraft,
  figureCell,
  moneyCellText,
  say,
  sentence,
  signedPointsText,
} from './figure-book.ts'
import type { BulletinInput, LaggingProject, UnpunctualOrganisation } from './input.ts'
import { LIGHT_NAMES, type RegionFigures } from './region-figures.ts'

const NONE: TableCell = { text: '—' }

/** 三、存在问题: lagging projects by name, overdue starts, who did not report; and plainly so where there is nothing to criticise. */
export function problemsSection(book: FigureBook, input: BulletinInput, region: RegionFigures): Block[] {
  const overdue = region.starts.overdue.value !== '0'
  const late = input.unpunctual.length > 0
  const behind = input.lagging.length > 0 || laggingLights(input) > 0
  const heading: Block = { kind: 'heading', level: 1, text: '存在问题' }
  if (!overdue && !late && !behind) return [heading, paragraph(nothingToCriticise(input))]
  return [
    heading,
    ...(behind ? lagging(book, input, region) : []),
    ...(overdue ? overdueStarts(region) : []),
    ...(late ? unpunctual(book, input) : [paragraph(say`报送方面，各填报单位均按时完成填报。`)]),
  ]
}

function nothingToCriticise(input: BulletinInput): Run[] {
  const { green } = input.overall.lights
  const progress = green > 0 ? '已到时序的项目均达到进度要求' : '项目均未到时序或未下达年度计划，暂无进度滞后项目'
  return say`从本期调度情况看，${progress}，没有逾期未开工项目，各填报单位均按时完成填报。`
}

function lagging(book: FigureBook, input: BulletinInput, region: RegionFigures): Block[] {
  const { red, yellow } = region.lights
  const total = say`部分项目完成投资低于序时进度，其中红灯项目${red}、黄灯项目${yellow}`
  const heading = subheading('部分项目进度滞后')
  if (input.lagging.length === 0) return [heading, paragraph(say`${total}，有关单位要逐个查明原因。`)]
  const all = input.lagging.length >= laggingLights(input)
  const count = book.enter({
    id: 'lagging.count',
    text: countText(input.lagging.length),
    value: String(input.lagging.length),
    unit: '个',
    subject: '列入清单的进度滞后项目数',
    filter: { column: 'light' },
    ...(all
      ? {
          formula: '列入清单的进度滞后项目数＝红灯项目数＋黄灯项目数',
          rule: 'sum' as const,
          inputs: [{ figure: red.id }, { figure: yellow.id }],
        }
      : {}),
  })
  const listed = all ? say`，共${count}，逐项列入下表。` : say`。滞后较多的${count}项目列入下表。`
  return [heading, paragraph(say`${total}${listed}`), laggingTable(book, input)]
}

function laggingTable(book: FigureBook, input: BulletinInput): TableBlock {
  const column = (heading: string, width: number, align: 'left' | 'center' | 'right') => ({ heading, width, align })
  return {
    kind: 'table',
    caption: '进度滞后项目清单',
    unit: '单位：万元、百分点',
    columns: [
      column('序号', 6, 'center'),
      column('项目名称', 19, 'left'),
      column(input.group, 9.5, 'center'),
      column('年度计划投资', 10, 'right'),
      column(`${monthSpanText(input.round.month)}完成投资`, 10, 'right'),
      column('完成率', 9, 'right'),
      column('较序时', 8, 'right'),
      column('灯色', 6, 'center'),
      column('存在问题', 18, 'left'),
    ],
    rows: input.lagging.map(
      (project, index) => ({ cells: laggingCells(book, input, project, index + 1) }) satisfies TableRow,
    ),
  }
}

function laggingCells(book: FigureBook, input: BulletinInput, project: LaggingProject, ordinal: number): TableCell[] {
  const enter = projectEntry(book, project)
  const amount = (column: 'annualPlan' | 'completedYtd', what: string) =>
    enter(column, { text: moneyCellText(project[column]), value: project[column], unit: '万元', what })
  const plan = amount('annualPlan', '年度计划投资')
  const completed = amount('completedYtd', '完成投资')
  return [
    { text: String(ordinal) },
    { text: project.name },
    { text: project.county },
    figureCell(plan),
    figureCell(completed),
    ...rateCells(enter, input, project),
    { text: LIGHT_NAMES[project.light].slice(0, 1) },
    { text: project.problem === '' ? '未说明' : project.problem },
  ]
}

function rateCells(enter: EnterProject, input: BulletinInput, project: LaggingProject): TableCell[] {
  const { completionRate, pace, projectId, name } = project
  if (completionRate === null) return [NONE, NONE]
  const rate = enter('completionRate', {
    text: formatPercent(completionRate),
    value: completionRate,
    unit: '%',
    what: '完成率',
    formula: `完成率＝完成投资÷年度计划投资（${input.planBasis}）`,
    rule: 'percent',
    inputs: [{ figure: `project.${projectId}.completedYtd` }, { figure: `project.${projectId}.annualPlan` }],
  })
  if (pace === null) return [figureCell(rate), NONE]
  const points = pointsBetween(completionRate, pace)
  const gap = enter('gap', {
    text: signedPointsText(points),
    value: points,
    unit: '个百分点',
    what: '完成率与序时进度之差',
    formula: '较序时进度＝完成率－序时进度',
    rule: 'difference',
    inputs: [{ figure: rate.id }, { name: `${name}序时进度`, value: pace, unit: '%' }],
  })
  return [figureCell(rate), figureCell(gap)]
}

type EnterProject = ReturnType<typeof projectEntry>

function projectEntry(book: FigureBook, project: LaggingProject) {
  return (column: string, entry: Omit<FigureDraft, 'id' | 'subject' | 'filter'> & { what: string }): Figure => {
    const { what, ...draft } = entry
    return book.enter({
      ...draft,
      id: `project.${project.projectId}.${column}`,
      subject: `${project.name}${what}`,
      filter: { projectId: project.projectId, column },
    })
  }
}

function overdueStarts(region: RegionFigures): Block[] {
  const { due, overdue } = region.starts
  return [
    subheading('部分项目未按期开工'),
    paragraph(say`目前应开工项目${due}，其中逾期未开工${overdue}，影响年度投资任务完成。`),
  ]
}

function unpunctual(book: FigureBook, input: BulletinInput): Block[] {
  const clauses = input.unpunctual.map((organisation) => unpunctualClause(book, organisation))
  return [subheading('部分单位填报不及时'), paragraph(sentence(clauses, '；'))]
}

function unpunctualClause(book: FigureBook, organisation: UnpunctualOrganisation): Run[] {
  const enter = (column: 'due' | 'missing' | 'late', what: string): Figure =>
    book.enter({
      id: `org.${organisation.orgId}.reports.${column}`,
      text: countText(organisation[column]),
      value: String(organisation[column]),
      unit: '个',
      subject: `${organisation.name}${what}`,
      filter: { orgId: organisation.orgId, column: `reports.${column}` },
    })
  const parts = [
    say`${organisation.name}应报项目${enter('due', '应报项目数')}`,
    ...(organisation.missing > 0 ? [say`未报${enter('missing', '未报项目数')}`] : []),
    ...(organisation.late > 0 ? [say`迟报${enter('late', '迟报项目数')}`] : []),
  ]
  return parts.flatMap((part, index) => (index === 0 ? part : [textRun(index === 1 ? '，' : '、'), ...part]))
}

function laggingLights(input: BulletinInput): number {
  return input.overall.lights.red + input.overall.lights.yellow
}

function subheading(text: string): Block {
  return { kind: 'heading', level: 2, text }
}

function paragraph(runs: Run[]): Block {
  return { kind: 'paragraph', runs }
}
