import { type SubjectCode, subjectNamed, subjectNames } from '#capabilities/figures/public.ts'
import type { FigureValue, Form } from './syntax.ts'

/** Words of the whole document, with what they stand for; the editor offers them. */
export const DOCUMENT_WORDS = {
  地区: '云州市',
  全域: '全市',
  组: '县（市、区）',
  本级: '市本级',
  年: '2026',
  月: '10',
  累计: '1—10月',
  本期: '2026年1—10月',
  季度: '三季度',
  周: '第43周',
  上期末: '9月末',
  截至: '2026年10月25日',
  计划口径: '年初计划',
  发文机关: '云州市项目办',
  主送单位: '各县（市、区）人民政府；市直有关部门',
  上报机关: '市人民政府',
  并列说明: '完成率相同的位次并列。',
  不参与说明: '市本级不在排名范围，不参与排名。',
} as const
export type DocumentWord = keyof typeof DOCUMENT_WORDS

/** Words of the item a list is at. */
export const ITEM_WORDS = {
  名称: '青原县，或项目名称',
  序号: '1、2、3…',
  单位: '项目所在的县（市、区）',
  问题: '项目填报的存在问题',
  问题摘要: '存在问题的第一句',
  灯色: '红、黄、绿、灰',
  阶段: '项目所处阶段',
  计划开工: '2026年3月',
  主要问题: '单位里滞后最多的项目和它的问题',
  并列: '位次与别的单位并列；用“有 并列”来问',
} as const
export type ItemWord = keyof typeof ITEM_WORDS

/** What is so of a period or not; asked by 如果. */
export const FLAGS = {
  部分项目: '本期只调度部分项目',
  含预计: '数据含预计数',
  合并填报: '1、2月合并填报',
  年度首期: '1月，或1、2月合并的一期',
  有上期: '有同口径的上期数据',
  计划已调整: '与上期相比年度计划作了调整',
  有并列: '位次有并列',
  单独参评: '只有一个单位参与排名',
  全部并列: '参与排名的单位完成率全部相同',
} as const
export type Flag = keyof typeof FLAGS

/** Words that say of which period, compared with what, and how printed. */
type Modifier = (value: FigureValue) => FigureValue
const form =
  (given: Form): Modifier =>
  (value) => ({ ...value, form: { ...value.form, ...given } })

/** Only what a subject means by itself: 完成投资 is the year's sum, 当月 and 本季 are figures of their own. */
const OTHER_SUBJECT: Record<string, Partial<Record<SubjectCode, SubjectCode>>> = {
  当月: { completedYtd: 'completedCurrent' },
  本月: { completedYtd: 'completedCurrent' },
  本季: { completedYtd: 'completedQuarter' },
  当季: { completedYtd: 'completedQuarter' },
}

export const MODIFIERS: Record<string, Modifier> = {
  年初累计: (value) => value,
  累计: (value) => value,
  上期: (value) => ({ ...value, at: 'before' }),
  上月: (value) => ({ ...value, at: 'before' }),
  上年同期: (value) => ({ ...value, at: 'yearBefore' }),
  去年同期: (value) => ({ ...value, at: 'yearBefore' }),
  上季度末: (value) => ({ ...value, at: 'quarterBefore' }),
  同比: (value) => ({ ...value, compared: 'yearBefore' }),
  较上年同期: (value) => ({ ...value, compared: 'yearBefore' }),
  环比: (value) => ({ ...value, compared: 'before' }),
  较上期: (value) => ({ ...value, compared: 'before' }),
  较上月: (value) => ({ ...value, compared: 'before' }),
  由上期: (value) => ({ ...value, cameFrom: 'before' }),
  由上年同期: (value) => ({ ...value, cameFrom: 'yearBefore' }),
  占比: (value) => ({ ...value, compared: 'share' }),
  增量: (value) => ({ ...value, isIncrease: true }),
  数: form({ isBare: true }),
  亿元: form({ unit: '亿元' }),
  万元: form({ unit: '万元' }),
  整数: form({ decimals: 0 }),
  一位小数: form({ decimals: 1 }),
  两位小数: form({ decimals: 2 }),
  约: form({ isApproximate: true }),
  带序时: form({ withPace: true }),
  成句: form({ isClause: true }),
  仅数值: form({ isPlain: true }),
  ...Object.fromEntries(['个', '项', '户', '家', '处', '件'].map((measure) => [measure, form({ measure })])),
}

/** 当月, 本季: which subject they make of another; null where they make none of it. */
export function otherSubject(word: string, subject: SubjectCode): SubjectCode | null {
  return OTHER_SUBJECT[word]?.[subject] ?? null
}

export function isSubjectWord(word: string): boolean {
  return Object.hasOwn(OTHER_SUBJECT, word)
}

export function figureNamed(word: string): FigureValue | null {
  const subject = subjectNamed(word)
  return subject ? { kind: 'figure', subject, form: {} } : null
}

/** The word most like a mistyped one, or null when none is near enough. A character left out or put in is likelier than another one. */
export function mostLike(word: string, among: readonly string[]): string | null {
  if (word.length > LONGEST_WORD) return null
  const scored = among.map((other) => {
    const isWithin = isInOrder(word, other) || isInOrder(other, word)
    return { other, distance: distance(word, other) - (isWithin ? 0.5 : 0) }
  })
  const best = scored.sort((a, b) => a.distance - b.distance)[0]
  return best && best.distance <= Math.max(1, Math.floor(word.length / 2)) ? best.other : null
}

/** Longer than any word there is. */
export const LONGEST_WORD = 30

/** Whether all characters of one stand in the other in their order. */
function isInOrder(short: string, long: string): boolean {
  let at = 0
  for (const character of long) if (character === short[at]) at += 1
  return at === short.length
}

export function everyWord(): string[] {
  return [
    ...subjectNames(),
    ...Object.keys(DOCUMENT_WORDS),
    ...Object.keys(ITEM_WORDS),
    ...Object.keys(FLAGS),
    ...Object.keys(MODIFIERS),
    ...Object.keys(OTHER_SUBJECT),
  ]
}

/** Characters to put in, take out or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
