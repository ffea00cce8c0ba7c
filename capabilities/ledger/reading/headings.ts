import type { Field } from './fields.ts'
import { HEADING_WORDS, KNOWN_EXTRAS, LOOSE_HEADINGS } from './heading-words.ts'
import { type HeadingDoubt, readMoneyHeading } from './money-headings.ts'
import { strictFold } from './text.ts'
import { foreignUnitIn, type Unit, unitIn } from './units.ts'

/** What a heading says about its column. */
export interface HeadingMeaning {
  field: Field | null
  unit: Unit | 'several' | null
  /** Foreign money and its scale, when the heading states that (`万美元` is 万元 of it). */
  foreignUnit: Unit | null
  /** Year written in the heading; `yearOffset` for 本年 (0), 上年 (-1), 明年 (1). */
  year: number | null
  yearOffset: number | null
  /** Months the heading names: `1-7月` is 1 to 7, `5月` is 5 to 5. */
  months: { from: number; to: number } | null
  /** Source of funds, under 到位资金. */
  fundSource: string | null
  doubt: HeadingDoubt | null
  /** Key of a column known to exist but mapped to nothing. */
  extra: { key: string; flag: boolean } | null
  /** How sure the heading is: 2 a word of the list, 1 a pattern, 0 nothing. */
  strength: 0 | 1 | 2
}

/**
 * The meaning of a heading of one or more levels, upper first: `['2022年投资（亿元）', '1-7月完成']`. Works from words alone; what the column
 * holds is looked at later (`columns.ts`).
 */
export function readHeading(parts: string[]): HeadingMeaning {
  const folded = parts.map(strictFold).filter((part) => part !== '')
  const cores = folded.map(core).filter((part) => part !== '')
  const unit =
    [...folded]
      .reverse()
      .map(unitIn)
      .find((found) => found !== null) ?? null
  const nothing: HeadingMeaning = {
    field: null,
    unit,
    foreignUnit:
      [...folded]
        .reverse()
        .map(foreignUnitIn)
        .find((found) => found !== null) ?? null,
    year: null,
    yearOffset: null,
    months: null,
    fundSource: null,
    doubt: null,
    extra: null,
    strength: 0,
  }
  const leaf = cores.at(-1)
  if (leaf === undefined) return nothing
  const joined = cores.join('')
  const extra = KNOWN_EXTRAS.find(({ pattern }) => pattern.test(joined))
  if (extra) return { ...nothing, extra: { key: extra.key, flag: extra.flag ?? false }, strength: 1 }
  if (/^是否(已)?入库$|^入库(情况|时间)?$/.test(leaf)) return { ...nothing, doubt: 'register-ambiguous', strength: 1 }
  const exact =
    exactField(leaf, folded.at(-1) as string, cores.length === 1) ??
    (cores.length > 1 ? exactField(joined, folded.join(''), true) : null)
  const money =
    exact === 'completionRate' || exact === null || unit !== null
      ? readMoneyHeading(folded.map(withPeriods).map(core), unit !== null || nothing.foreignUnit !== null)
      : null
  if (money) return { ...nothing, ...money, strength: 2 }
  if (exact) return { ...nothing, field: exact, strength: 2 }
  const upper = upperField(cores)
  if (upper !== undefined) return { ...nothing, field: upper, strength: 1 }
  const loose =
    LOOSE_HEADINGS.find(([, pattern]) => pattern.test(leaf)) ??
    (OPEN_LEAF.test(leaf) ? LOOSE_HEADINGS.find(([, pattern]) => pattern.test(joined)) : undefined)
  return loose && leaf.length <= 24 ? { ...nothing, field: loose[0], strength: 1 } : nothing
}

/** Leaves that say nothing by themselves: their upper heading says what of. 审核意见 under 项目概况 is no 项目概况. */
const OPEN_LEAF =
  /^(?!序时).{0,4}(内容|情况|时间|日期|年月|姓名|名称|单位|部门|人员|文号|批文|编号|进度|进展|办理|完成|规模|类别|类型|起|止|有无|是否.{0,4}|[数年月日])$/

const exactWords = new Map<string, Field>()
for (const [field, words] of HEADING_WORDS) {
  for (const word of words.split(' ')) exactWords.set(word, field)
}

/** 其他 alone is a remark; under another heading it is the rest of what that one counts. */
function exactField(coreText: string, whole: string, isAlone: boolean): Field | null {
  if (!isAlone && /^其[他它]$/.test(coreText)) return null
  return exactWords.get(whole) ?? exactWords.get(coreText) ?? null
}

/** Without brackets and what is in them, numbering, stars and colons. */
function core(folded: string): string {
  const bare = folded
    .replace(/[(（【[][^)）】\]]*[)）】\]]/g, '')
    .replace(/^[\d]+[.、]|^[一二三四五六七八九十]+、/, '')
    .replace(/[:：*★☆]+/g, '')
    .replace(/单位(亿|万|千)?元$/, '')
  return bare === '' ? folded.replace(/[()（）]/g, '') : bare
}

/** Brackets that hold a year, months or a kind of total are part of the meaning: `完成投资（1-7月）`. */
function withPeriods(folded: string): string {
  return folded.replace(/[(（]([^()（）]*(?:\d{1,2}月|20\d\d|本年|年初|累计|开工|当月|本月)[^()（）]*)[)）]/g, '$1')
}

/** Leaves that only make sense under their upper heading: 包联领导/姓名, 建设起止年限/起. */
function upperField(cores: string[]): Field | null | undefined {
  if (cores.length < 2) return undefined
  const leaf = cores.at(-1) as string
  const upper = cores.slice(0, -1).join('')
  if (/起止|工期|周期|年限|开竣工|建设时间/.test(upper)) {
    if (/^(起|开始|开工|始|起始|开工时间|起始时间|计划开工)/.test(leaf)) return 'startDate'
    if (/^(止|结束|竣工|完工|终止|建成|竣工时间|投产)/.test(leaf)) return 'finishDate'
  }
  const upperMeaning = exactWords.get(upper) ?? exactWords.get(cores.at(-2) as string)
  if (!upperMeaning) return undefined
  if (/^(姓名|名称|单位|人员|内容|时间|日期|领导|部门)$/.test(leaf)) return upperMeaning
  if (/^(职务|电话|联系方式|手机|联系电话)$/.test(leaf)) {
    return upperMeaning === 'contact' && leaf !== '职务' ? 'contactPhone' : null
  }
  return undefined
}
