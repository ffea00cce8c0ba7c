import type { SubjectCode } from '#capabilities/figures/public.ts'

/**
 * What a template is made of once it is read. `at` is the place of a piece in the template's text, so that a mistake found later still
 * leads to where it stands.
 */
export type Node =
  | { kind: 'text'; text: string; at: number }
  | { kind: 'value'; value: Value; at: number }
  | { kind: 'choice'; branches: { when: Condition; body: Node[] }[]; otherwise: Node[]; at: number }
  | { kind: 'each'; list: List; between: string; body: Node[]; none: Node[]; at: number }
  /** 分别: names, then each one's figure; 其中: each name with its figure. */
  | { kind: 'phrase'; how: '分别' | '其中'; list: List; of: FigureValue; at: number }
  | { kind: 'table'; list: List; lines: TableLines; at: number }
  | { kind: 'form'; lines: Node[][]; at: number }
  | { kind: 'chart'; chart: Chart; at: number }
  | { kind: 'attachment'; title: string; at: number }

/** A word of the document (`{{累计}}`, in a list `{{名称}}`), or a figure with how it is said. */
export type Value = { kind: 'word'; word: string } | FigureValue

export interface FigureValue {
  kind: 'figure'
  subject: SubjectCode
  /** A named organisation; without one, whoever the list is at, else the region. */
  organisation?: string
  isRegion?: boolean
  at?: 'before' | 'yearBefore' | 'quarterBefore'
  compared?: 'yearBefore' | 'before' | 'share'
  /** 由…到…: with the figure of another period before it. */
  cameFrom?: 'yearBefore' | 'before'
  /** Of an amount: by how much, not by how many per cent. */
  isIncrease?: boolean
  form: Form
}

export interface Form {
  /** The bare number, for a column whose heading carries the unit. */
  isBare?: boolean
  unit?: '亿元' | '万元'
  decimals?: number
  isApproximate?: boolean
  measure?: string
  /** 高于序时进度（58.3%）: the pace is printed too. */
  withPace?: boolean
  /** Said as a clause: 居第2位, 完成年度计划的61.2%. */
  isClause?: boolean
  /** Without 同比 or 高于序时进度 in front: 2.9个百分点. */
  isPlain?: boolean
}

export type Condition =
  | { kind: 'all' | 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'there'; value: Value }
  | { kind: 'compare'; left: Operand; how: Comparator; right: Operand }

export type Comparator = '>' | '<' | '=' | '≠' | '≥' | '≤'

export type Operand =
  | { kind: 'value'; value: Value }
  | { kind: 'number'; number: string }
  | { kind: 'words'; words: string }

/** 逐个 单位 按 完成率 前 3 */
export interface List {
  of: ListName
  by?: { value: FigureValue; isAscending: boolean }
  take?: { from: 'first' | 'last'; count: number }
  where?: Condition
}

export const LIST_NAMES = [
  '单位',
  '参评单位',
  '未按时报送单位',
  '项目',
  '滞后项目',
  '红灯项目',
  '黄灯项目',
  '逾期未开工项目',
  '新开工项目',
  '竣工项目',
] as const
export type ListName = (typeof LIST_NAMES)[number]

/** 题, 单位, 列, 行, 合计, 注: the lines of a table. */
export interface TableLines {
  caption?: Node[]
  unit?: Node[]
  columns: Node[]
  row: Node[]
  total?: Node[]
  note?: Node[]
}

export interface Chart {
  list: List
  /** One figure as bars, or the four lights as stacked bars. */
  of: FigureValue | 'lights'
  title: string
}

/** What is wrong with a template, where, and what to do. Lines and columns count from 1. */
export interface TemplateMistake {
  at: number
  line: number
  column: number
  sentence: string
}

/** Thrown while a template is read; `mistakesOf` collects. */
export class Mistake extends Error {
  readonly at: number
  constructor(at: number, sentence: string) {
    super(sentence)
    this.at = at
  }
}
