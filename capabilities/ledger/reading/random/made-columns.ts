import type { Dice } from './dice.ts'
import type { KnownProject } from './known-projects.ts'
import { type AmountStyle, DATE_STYLES, full, type MadeCell, writtenAmount, writtenDate } from './written-values.ts'

/** What a layout decides for all of its columns. */
export interface Plan {
  year: number
  month: number
  date1904: boolean
  mayMiss: boolean
  mayFormat: boolean
  counties: readonly (readonly string[])[]
}

/** What a cell is expected to be read as: a path in the row (`annualPlansWan.2024`) and its value; undefined: nothing stated. */
export interface Expected {
  path: string
  value: string | number | boolean | null | undefined | 'open'
  kind: 'text' | 'amount' | 'date' | 'word'
}

export interface MadeColumn {
  field: string
  /** Levels of the heading, upper first. */
  heading: string[]
  /** Of amounts: how bare numbers are written. Its `unit` is what the sheet has to say somewhere. */
  amount?: AmountStyle
  path?: string
  /** Answers a person would give where the heading leaves something open, by question code. */
  answers?: Record<string, string>
  write(project: KnownProject, dice: Dice): { cell: MadeCell; expected: Expected[] }
}

/** Headings exactly as LEDGER.md lists them. */
const HEADINGS: Record<string, string[]> = {
  code: ['项目审批代码', '项目代码', '投资项目统一代码', '赋码'],
  owner: ['建设单位', '业主单位', '项目业主单位', '投资主体', '企业名称'],
  county: ['县区', '所属县区', '隶属区域', '项目隶属区域', '属地'],
  site: ['建设地点', '建设地址', '项目地址', '所在园区/乡镇'],
  responsibleOrg: ['责任单位'],
  leadOrg: ['牵头单位'],
  competentOrg: ['主管部门'],
  industry: ['所属行业', '行业类别', '产业类别'],
  scale: ['建设规模及内容', '主要建设内容'],
  annualContent: ['年度建设内容', '本年建设任务'],
  progressText: ['形象进度', '项目进展情况', '目前进展', '截至目前进展'],
  problems: ['存在问题', '存在问题及困难', '需协调解决事项'],
  nextStep: ['下步计划', '下步工作安排', '下月计划'],
  remark: ['备注'],
  onSiteWorkers: ['现场施工人数'],
}
const LONG = new Set(['scale', 'annualContent', 'progressText', 'problems', 'nextStep', 'remark'])

/** A column of words. */
export function textColumn(field: keyof KnownProject, dice: Dice): MadeColumn {
  const heading = [dice.one(HEADINGS[field] as string[])]
  const isLong = LONG.has(field)
  return {
    field,
    heading,
    write(project, cellDice) {
      const value = project[field] as string
      if (cellDice.is(0.05))
        return {
          cell: { value: cellDice.one(['', '/', null]) },
          expected: [{ path: field, value: undefined, kind: 'text' }],
        }
      const text = isLong || field === 'code' ? value : disturbed(value, cellDice)
      return { cell: { value: text }, expected: [{ path: field, value, kind: 'text' }] }
    },
  }
}

export function nameColumn(dice: Dice): MadeColumn {
  return {
    field: 'name',
    heading: [dice.one(['项目名称', '名称', '项目\n名称'])],
    write: ({ name }, cellDice) => ({
      cell: { value: cellDice.is(0.3) ? disturbed(name, cellDice) : name },
      expected: [{ path: 'name', value: name, kind: 'text' }],
    }),
  }
}

/** Line breaks, full-width blanks and digits: the same words. */
function disturbed(text: string, dice: Dice): string {
  const at = dice.int(1, Math.max(1, text.length - 1))
  const between = /[A-Za-z0-9]$/.test(text.slice(0, at)) ? '' : dice.one(['', '', '\n', '　', ' '])
  const parts = `${text.slice(0, at)}${between}${text.slice(at)}`
  return dice.is(0.3) ? parts.replace(/\d/g, full) : parts
}

export function countyColumn(dice: Dice, { counties }: Plan): MadeColumn {
  return {
    field: 'county',
    heading: [dice.one(HEADINGS.county as string[])],
    write: ({ county }, cellDice) => {
      const names = counties.find(([fullName]) => fullName === county) ?? [county]
      return { cell: { value: cellDice.one(names) }, expected: [{ path: 'county', value: county, kind: 'word' }] }
    },
  }
}

export function personColumn(field: 'sponsor' | 'steward' | 'contact', dice: Dice): MadeColumn {
  const headings = {
    sponsor: ['包联领导', '包保责任领导', '分包领导', '县级领导'],
    steward: ['项目管家'],
    contact: ['联系人', '联络员'],
  }
  return {
    field,
    heading: [dice.one(headings[field])],
    write(project, cellDice) {
      const name = project[field]
      const expected: Expected[] = [{ path: field, value: name, kind: 'word' }]
      if (field === 'contact' && cellDice.is(0.5))
        return {
          cell: { value: `${name}${cellDice.one([' ', '\n', '：', ''])}${project.phone}` },
          expected: [...expected, { path: 'contactPhone', value: project.phone, kind: 'word' }],
        }
      const post = field === 'sponsor' ? cellDice.one(['', '', '（副县长）', '副县长', ' 县委常委']) : ''
      return { cell: { value: post === '副县长' ? `${post}${name}` : `${name}${post}` }, expected }
    },
  }
}

/** Closed words: the column's own heading, or one under which offices write several of these. */
export function wordColumn(
  field: 'constructionNature' | 'planState' | 'approvalKind' | 'fundKind' | 'field' | 'stage' | 'statisticalEntry',
  dice: Dice,
): MadeColumn {
  const headings = {
    constructionNature: ['建设性质'],
    planState: ['新开工/续建', '项目性质'],
    approvalKind: ['立项方式'],
    fundKind: ['资金类别'],
    field: ['项目类别', '领域'],
    stage: ['建设阶段', '项目进度', '进展阶段', '是否开工'],
    statisticalEntry: ['是否入统', '纳统时间', '是否入库'],
  }
  const heading = dice.one(headings[field])
  return {
    field,
    heading: [heading],
    ...(heading === '是否入库' ? { answers: { 'register-ambiguous': 'statisticalEntry' } } : {}),
    write(project, cellDice) {
      const [words, value] = wordOf(project, field, heading, cellDice)
      return { cell: { value: words }, expected: [{ path: field, value, kind: 'word' }] }
    },
  }
}

function wordOf(project: KnownProject, field: string, heading: string, dice: Dice): [string, string | null] {
  if (field === 'constructionNature') return project.constructionNature
  if (field === 'planState')
    return [project.planState === 'new' ? dice.one(['新开工', '新建']) : '续建', project.planState]
  if (heading === '是否开工') {
    const isStarted = !['planning', 'signed', 'preparation'].includes(project.stage[1])
    return isStarted ? [dice.one(['是', '√']), 'started'] : [dice.one(['否', '×']), null]
  }
  if (field === 'stage') return project.stage
  const word = project[field as 'fundKind']
  return [word, word]
}

export function dateColumn(field: 'startDate' | 'finishDate', dice: Dice, plan: Plan): MadeColumn {
  const headings = {
    startDate: ['开工时间', '计划开工时间', '开工日期'],
    finishDate: ['竣工时间', '计划竣工时间', '建成时间'],
  }
  // A column of one hand keeps to a few ways; 20243.15 and its like stand in none.
  const styles = [dice.one(DATE_STYLES), dice.one(DATE_STYLES), dice.one(DATE_STYLES)].filter(
    (style) => plan.mayFormat || !style.startsWith('serial'),
  )
  return {
    field,
    heading: [dice.one(headings[field])],
    write(project, cellDice) {
      if (cellDice.is(0.04))
        return {
          cell: { value: cellDice.one(['/', '待定', '']) },
          expected: [{ path: field, value: undefined, kind: 'date' }],
        }
      const style = cellDice.one(styles.length > 0 ? styles : (['dotted'] as const))
      const { cell, means } = writtenDate(project[field], style, plan.year, plan.date1904)
      return { cell, expected: [{ path: field, value: means, kind: 'date' }] }
    },
  }
}

/** Both dates in one cell: `2023-2025`. */
export function spanColumn(dice: Dice): MadeColumn {
  return {
    field: 'constructionPeriod',
    heading: [dice.one(['建设起止年限', '建设起止年限'])],
    write({ startDate, finishDate }, cellDice) {
      const [from, to] = [startDate.slice(0, 4), finishDate.slice(0, 4)]
      const [fromMonth, toMonth] = [Number(startDate.slice(5, 7)), Number(finishDate.slice(5, 7))]
      const isByMonth = cellDice.is(0.4)
      const text = isByMonth
        ? cellDice.one([
            `${from}.${fromMonth}-${to}.${toMonth}`,
            `${from}年${fromMonth}月—${to}年${toMonth}月`,
            `${from}年${fromMonth}月至${to}年${toMonth}月`,
          ])
        : cellDice.one([`${from}-${to}`, `${from}—${to}`, `${from}-${to}年`, `${from}年至${to}年`])
      const value = (day: string) => day.slice(0, isByMonth ? 7 : 4)
      return {
        cell: { value: text },
        expected: [
          { path: 'startDate', value: value(startDate), kind: 'date' },
          { path: 'finishDate', value: value(finishDate), kind: 'date' },
        ],
      }
    },
  }
}

export function approvalColumn(dice: Dice): MadeColumn {
  const heading = dice.one([
    '立项(核准/备案)文号',
    '用地预审',
    '规划许可',
    '环评批复',
    '能评',
    '施工许可',
    '可研批复',
    '初设批复',
  ])
  return {
    field: 'approval',
    heading: [heading],
    write({ approval }, cellDice) {
      const words = cellDice.one([approval, '是', '√', approval])
      return { cell: { value: words }, expected: [{ path: `approvals.${heading}`, value: words, kind: 'word' }] }
    },
  }
}

/** An amount: where it is kept, how it is headed, and the number itself. */
export interface AmountKind {
  field: string
  path: string
  heading: string[]
  answers?: Record<string, string>
  of(project: KnownProject): number
}

export function amountColumn(kind: AmountKind, style: AmountStyle): MadeColumn {
  return {
    field: kind.field,
    heading: kind.heading,
    amount: style,
    path: kind.path,
    ...(kind.answers ? { answers: kind.answers } : {}),
    write(project, dice) {
      const { cell, means } = writtenAmount(kind.of(project), style, dice)
      return { cell, expected: [{ path: kind.path, value: means === null ? undefined : means, kind: 'amount' }] }
    },
  }
}
