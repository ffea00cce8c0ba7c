import type { Material, SubjectCode, Whose } from '#capabilities/figures/public.ts'
import { SUBJECTS } from '#capabilities/figures/public.ts'
import { monthOf, yearOf } from '#kernel/period.ts'

/** What a number of a text claims, in terms the data can answer; or null where that is not sure. */
export interface Claim {
  subject: SubjectCode
  whose: Whose
  /** What the same words may mean as well: 已开工 after 应开工 is of those that were due. */
  orElse?: SubjectCode
}

interface Given {
  /** The text, a place in it, and how far back the words belong to the number: to the number before it, or the sentence's beginning. */
  text: string
  start: number
  previousEnd: number
  /** What the number before it in the sentence claims. */
  previous: Claim | null
}

/**
 * Reads which figure of the data a printed number is, from the words directly before it. It answers only when every one of those words is
 * understood: a name of a subject, an organisation, the period, and words that change nothing. 氟化工完成投资 is of an industry, which the
 * data do not know, and so no claim.
 */
export function claimOf(given: Given, material: Material, fallback: Whose): Claim | null {
  const { text, start, previousEnd } = given
  const sentenceStart = sentenceBefore(text, start)
  const clause = ownClause(text.slice(Math.max(previousEnd, sentenceStart), start), material)
  const named = nameBefore(clause)
  if (!named) return null
  const sentence = text.slice(sentenceStart, start)
  if (!isOfPeriod(sentence, material)) return null
  const whose = whoseOf(clause, sentence, material, fallback)
  if (!whose) return null
  const rest = organisationsOf(material).reduce(
    (words, { name }) => words.replaceAll(name, ''),
    clause.replace(named.word, ''),
  )
  if (rest.replace(SAYS_NOTHING, '') !== '') return null
  const previous = previousEnd > sentenceStart ? given.previous : null
  return withinPrevious({ subject: named.subject, whose }, { clause, sentence }, previous)
}

/** Who names an organisation begins anew: what stood before the comma is not about it. */
function ownClause(clause: string, material: Material): string {
  const last = clause.slice(Math.max(...['，', '；', '：', '（'].map((mark) => clause.lastIndexOf(mark))) + 1)
  return organisationsOf(material).some(({ name }) => last.includes(name)) ? last : clause
}

/** 其中 narrows to what the number before counted: of all projects that is no change, of those due it is another figure. */
function withinPrevious(
  claim: Claim,
  { clause, sentence }: { clause: string; sentence: string },
  previous: Claim | null,
): Claim | null {
  const isOfDue = claim.subject === 'startStarted' && sentence.includes('应开工')
  if (!clause.includes('其中')) return isOfDue ? { ...claim, orElse: 'startDueStarted' } : claim
  if (isOfDue) return { ...claim, subject: 'startDueStarted' }
  if (claim.subject === 'startOverdue' && previous?.subject === 'startDue') return claim
  return previous?.subject === 'projectCount' ? claim : null
}

/** Names that other things bear too: 项目 of what, 计划 of which year. */
const TOO_SHORT: ReadonlySet<string> = new Set([
  '项目',
  '项目数',
  '总投资',
  '开工',
  '排名',
  '续建',
  '新建',
  '竣工',
  '建成',
  '滞后',
  '绿灯',
  '黄灯',
  '红灯',
  '灰灯',
])

/** How a text names a subject, longest first: 已开工项目数 reads 已开工项目, 已开工. */
const NAMES: readonly { word: string; subject: SubjectCode }[] = Object.entries(SUBJECTS)
  .flatMap(([subject, { names, unit }]) =>
    names.flatMap((name) => {
      const words = unit === '个' ? [name, name.replace(/数$/, ''), name.replace(/项目数$/, '')] : [name]
      return [...new Set(words)].map((word) => ({ word, subject: subject as SubjectCode }))
    }),
  )
  .filter(({ word }) => word.length > 1 && !TOO_SHORT.has(word))
  .sort((a, b) => b.word.length - a.word.length)

/** The name nearest to the number; of two that end at the same place the longer one. */
function nameBefore(clause: string): { word: string; subject: SubjectCode } | null {
  const found = NAMES.flatMap(({ word, subject }) => {
    const at = clause.lastIndexOf(word)
    return at < 0 ? [] : [{ word, subject, end: at + word.length }]
  })
  const last = Math.max(...found.map(({ end }) => end))
  return found.find(({ end }) => end === last) ?? null
}

function sentenceBefore(text: string, at: number): number {
  const marks = ['。', '；', '！', '？', '\n'].map((mark) => text.lastIndexOf(mark, at - 1))
  return Math.max(-1, ...marks) + 1
}

/** The period is the chosen one unless the sentence names another; what is compared with (与9月末相比) is not what is spoken of. */
function isOfPeriod(sentence: string, { now }: Material): boolean {
  const said = sentence.replace(/(?:与|比|较)[^，。]{0,12}?(?:月末|月底|上期|上月|同期|去年|上年)[^，。]{0,4}/g, '')
  if (/去年|上年|同期|上期|上月|明年|季度|上半年|下半年|周/.test(said)) return false
  const years = [...said.matchAll(/(\d{4})年/g)].map((match) => Number(match[1]))
  if (years.some((year) => year !== yearOf(now.month))) return false
  const months = [...said.matchAll(/(?:\d{1,2}\s*[—\-–~至]\s*)?(\d{1,2})月(?:份|底|末)?/g)].map((match) =>
    Number(match[1]),
  )
  return months.every((month) => month === monthOf(now.month))
}

function organisationsOf({ members, ownLevel, orgId }: Material): { name: string; whose: Whose }[] {
  return [
    ...members.map(({ orgId, name }) => ({ name, whose: { kind: 'member', orgId } as const })),
    { name: ownLevel, whose: { kind: 'own', orgId } },
  ]
}

/** Whoever is named last before the number; who is named in the sentence but not in the clause leaves it open. */
function whoseOf(clause: string, sentence: string, material: Material, fallback: Whose): Whose | null {
  const named = organisationsOf(material)
    .map((one) => ({ ...one, at: clause.lastIndexOf(one.name) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at)
  if (named[0]) return named[0].whose
  if (clause.includes(material.scope)) return { kind: 'region' }
  const isOthers = organisationsOf(material).some(({ name }) => sentence.includes(name))
  return isOthers ? null : fallback
}

/** The unit of the number before; the words of a period; what changes nothing in what a number is of. */
const SAYS_NOTHING =
  /^(?:个百分点|亿元|万元|[个项户家处件位元%％])|20\d\d年|(?:\d{1,2}[—\-–~至])?\d{1,2}月(?:份|底|末)?|\d{1,2}日|按进度评价|从本期调度情况看|本期|本周|调度|共|实施|重点|建设|项目|其中|今年|本年|目前|截至|累计|年初以来|以来|为|达到|达|有|的|全[市县区]|总计|合计|实现|另有|列入|计划安排|接近|近|约|超过|超|突破|[，、：:（(）)\s]/g
