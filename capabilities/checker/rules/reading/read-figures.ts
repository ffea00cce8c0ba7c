import { type Comparison, type Role, roleOf } from './comparing.ts'
import { type NumberToken, numbersOf } from './numbers.ts'
import { periodsOf } from './periods.ts'
import { bare, countedBehind, splitPhrase } from './phrases.ts'

export type FigureClass =
  | 'count'
  | 'measure'
  | 'growth'
  | 'rate'
  | 'rank'
  | 'target'
  | 'threshold'
  | 'specification'
  | 'name'
  | 'date'

/** A number with what it says of whom. Offsets are those of the characters as read. */
export type ReadFigure = NumberToken & {
  class: FigureClass
  subject: string | null
  indicator: string | null
  region: string | null
  period: string | null
  comparisons: Comparison[]
  /** Sentences and clauses are counted through the text. */
  sentence: number
}

export type ReadingOptions = { region?: string | null; year?: string | null }

const SENTENCE = /[^。！？\n]*[。！？\n]?/g

/** All figures of a text as characters, in order. */
export function readFigures(text: string, { region = null, year = null }: ReadingOptions = {}): ReadFigure[] {
  const tokens = numbersOf(text)
  const named = year ?? /((?:19|20)\d{2})年/.exec(text)?.[1] ?? null
  const periods = periodsOf(text, named)
  const figures: ReadFigure[] = []
  let sentence = 0
  let next = 0
  for (const { index, 0: words } of text.matchAll(SENTENCE)) {
    const end = index + words.length
    const own: NumberToken[] = []
    while (next < tokens.length && tokens[next]!.start < end) own.push(tokens[next++]!)
    if (own.length === 0) continue
    // 其中 goes on with what the sentence before was about
    const before = /^(?:其中|分别)/.test(words)
      ? (figures.findLast(({ class: kind }) => kind === 'count' || kind === 'measure') ?? null)
      : null
    figures.push(...inSentence(text, own, { start: index, end, sentence: sentence++, before }))
  }
  for (const figure of figures) {
    figure.period = periods.findLast(({ end }) => end <= figure.start)?.period ?? null
    figure.region = regionOf(text, figure) ?? region
  }
  return figures
}

type Span = { start: number; end: number; sentence: number; before: ReadFigure | null }

function inSentence(text: string, tokens: readonly NumberToken[], span: Span): ReadFigure[] {
  const figures: ReadFigure[] = []
  let from = span.start
  let last: ReadFigure | null = span.before
  let total: ReadFigure | null = span.before
  let shared: { role: Role; class: FigureClass } | null = null
  let spread = null as Spread | null
  for (const [index, token] of tokens.entries()) {
    const left = text.slice(from, token.start)
    if (token.kind !== 'date') from = token.unitEnd
    if (token.kind !== 'statistic') {
      figures.push(
        figureOf(token, {
          class: token.kind === 'specification' ? 'specification' : token.kind,
          sentence: span.sentence,
        }),
      )
      continue
    }
    // 项目57个、投资312亿元，分别增长18.8%、26.4%: each to its own
    spread =
      spread?.left.length && JOINED.test(left)
        ? spread
        : /^[，；]?分别/.test(left)
          ? spreadFrom(text, tokens.slice(index), { left, figures })
          : null
    const mine = spread?.left.shift()
    if (spread && mine) {
      mine.comparisons.push(comparisonOf(spread.role, token))
      continue
    }
    // 南片、北片分别增长10.3%和18.5%: the second is as the first
    const follows: boolean = shared !== null && JOINED.test(left)
    const role: Role = follows && shared ? shared.role : roleOf(left, token)
    // a rate after the parts of a whole is that of the whole
    const whole = role.role === 'rate' && total && !/[\u4e00-\u9fff]/.test(left.slice(0, role.from)) ? total : last
    const attached = !follows && attach(token, role, left, whole)
    if (attached && role.role !== 'rate') continue
    const figure = figureOf(token, described(text, token, { role, left, last, span }))
    if (role.role === 'rank')
      figure.comparisons.push({
        kind: 'rank',
        value: token.value,
        unit: '位',
        scope: role.scope,
        start: token.start,
        end: token.end,
      })
    figures.push(figure)
    if (last && CHANGED.test(text.slice(span.start, last.start)) && figure.class === 'growth' && figure.unit === '%')
      last.comparisons.push({
        kind: 'change_pct',
        value: signedBy(left, token.value),
        unit: '%',
        scope: null,
        start: token.start,
        end: token.end,
      })
    shared = /分别/.test(left) ? { role, class: figure.class } : /^(?:和|及|与|、)$/.test(left) ? shared : null
    if (!attached) {
      if (/其中/.test(left)) total = last
      last = figure
    }
  }
  return figures
}

/** 从226元降至140.61元，降低38%: the percentage is of the new value, and a figure of its own. */
const CHANGED = /(?:从|由)[^。；]{0,24}(?:降|减|增|提高|提升|上升|压缩|缩短)[^，。；\d]{0,3}(?:至|到|为)$/

function signedBy(words: string, value: number): number {
  return /降|减|缩/.test(words) ? -value : value
}

const JOINED = /^(?:和|及|与|、)$/
/** Figures that wait for their share of what 分别 says. */
type Spread = { role: Extract<Role, { role: 'comparison' }>; left: ReadFigure[] }

/** 分别 with nothing else before it speaks of as many figures before as numbers follow. */
function spreadFrom(
  text: string,
  tokens: readonly NumberToken[],
  { left, figures }: { left: string; figures: readonly ReadFigure[] },
): Spread | null {
  const [first] = tokens
  if (!first) return null
  const role = roleOf(left, first)
  if (role.role !== 'comparison') return null
  const apart = tokens.findIndex((one, at) => at > 0 && !JOINED.test(text.slice(tokens[at - 1]!.unitEnd, one.start)))
  const count = apart < 0 ? tokens.length : apart
  const before = figures
    .filter(({ class: kind }) => kind === 'count' || kind === 'measure' || kind === 'target')
    .slice(-count)
  return before.length === count && count > 1 ? { role, left: before } : null
}

function comparisonOf(
  { comparison }: Extract<Role, { role: 'comparison' }>,
  { start, end, unit, value }: NumberToken,
): Comparison {
  const kind = comparison.kind === 'growth' ? 'yoy' : comparison.kind
  return { kind, value: Math.sign(comparison.value) * value, unit, scope: comparison.scope, start, end }
}

/** Whether a number only compares the one before; then it is noted there. */
function attach(token: NumberToken, role: Role, left: string, last: ReadFigure | null): boolean {
  if (!last || role.role === 'own') return false
  // 增速居全市第3位 goes on with the same thing
  const between = bare(left.slice(0, role.from).replace(/[，。；：、（）]/g, '')).replace(
    /^(?:增速|增幅|总量|规模)$/,
    '',
  )
  const isSame =
    between === '' || (last.indicator?.includes(between) ?? false) || (last.subject?.endsWith(between) ?? false)
  if (!isSame) return false
  const { start, end, unit, value } = token
  if (role.role === 'rank') {
    last.comparisons.push({ kind: 'rank', value, unit: '位', scope: role.scope, start, end })
    return true
  }
  if (role.role === 'rate') {
    if (last.class !== 'count') return false
    const kind = /完成|办结|兑现|转化/.test(role.indicator) ? 'target_pct' : 'share'
    last.comparisons.push({ kind, value, unit, scope: role.indicator, start, end })
    return true
  }
  last.comparisons.push(comparisonOf(role, token))
  return true
}

type Seen = { role: Role; left: string; last: ReadFigure | null; span: Span }
type Described = Pick<ReadFigure, 'class' | 'sentence'> & Partial<ReadFigure>

function described(text: string, token: NumberToken, { role, left, last, span }: Seen): Described {
  const { sentence } = span
  const clause = left.split(/[，。；：！？（）]/).at(-1) ?? ''
  if (role.role === 'rank')
    return {
      class: 'rank',
      unit: '位',
      sentence,
      ...splitPhrase(clause.slice(0, clause.length - (left.length - role.from))),
    }
  if (role.role === 'rate')
    return { class: 'rate', indicator: bare(role.indicator), subject: last?.subject ?? null, sentence }
  if (role.role === 'comparison') {
    const phrase =
      left
        .slice(0, role.from)
        .split(/[，。；：！？（）]/)
        .at(-1) ?? ''
    const isGrowth = ['yoy', 'mom', 'growth', 'pp_change'].includes(role.comparison.kind)
    const { subject, indicator } = splitPhrase(phrase)
    return {
      class: isGrowth ? 'growth' : 'rate',
      subject: subject ?? last?.subject ?? null,
      indicator: indicator ?? (isGrowth ? '增速' : null),
      sentence,
    }
  }
  if (/[%点]$/.test(token.unit))
    return { class: /拉动|增|降|提/.test(left) ? 'growth' : 'rate', ...splitPhrase(clause), sentence }
  // 12345热线: what has no unit counts and measures nothing
  if (token.isOrdinal || token.unit === '') return { class: 'name', ...splitPhrase(clause), sentence }
  const isCounted = !/[元吨亩米瓦里顷升克煤箱WhH]/.test(token.unit)
  const before = splitPhrase(clause.split('、').at(-1) ?? '')
  if (!isCounted) {
    const isTarget = token.qualifier === '预计' || /计划(?:完成|投资)?|目标/.test(clause)
    const isSpecification = /\/年$/.test(token.unit) || /^(?:MW|GW|kW|KW|GWh|MWh|kWh|KWh|兆瓦|千瓦)/.test(token.unit)
    return {
      class: isSpecification ? 'specification' : isTarget ? 'target' : 'measure',
      subject: before.subject ?? last?.subject ?? null,
      indicator: before.indicator ?? last?.indicator ?? null,
      sentence,
    }
  }
  const behind = countedBehind(text.slice(token.unitEnd, Math.min(span.end, token.unitEnd + 18)))
  return {
    class: 'count',
    subject: behind ?? before.subject ?? last?.subject ?? null,
    indicator: before.indicator,
    sentence,
  }
}

function figureOf(token: NumberToken, described: Described): ReadFigure {
  return { subject: null, indicator: null, region: null, period: null, comparisons: [], ...token, ...described }
}

const REGION = /(?:全|我|该)(?:省|市|县|区|州|旗)|[\u4e00-\u9fff]{2,4}(?:自治县|县|区|市)(?=[\u4e00-\u9fff])/g

/** The nearest region named before a figure in its sentence. */
function regionOf(text: string, { start }: ReadFigure): string | null {
  const left =
    text
      .slice(Math.max(0, start - 40), start)
      .split(/[。！？\n]/)
      .at(-1) ?? ''
  return (
    [...left.matchAll(REGION)]
      .map(([name]) => name)
      .filter((name) => /^[全我该]/.test(name))
      .at(-1) ?? null
  )
}
