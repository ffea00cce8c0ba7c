/**
 * A text with its figures marked where they stand, so that text and annotation cannot drift apart.
 *
 * `〔105.7亿元〕` is a statistic of 105.7 in 亿元. `〔1.6%|yoy〕` compares the statistic before it (`@91户` another one before it, by its print);
 * `yoy-` is a fall, `yoy,change_pct` either kind. `rate@74家` is a statistic that may be noted at another as well, as what it is of it. `〔二=2位〕` prints 二 and means 2位. `threshold` is a limit and no statistic, `any` may be read as
 * anything. Numbers without brackets are dates, names and order: a statistic read there is one too many.
 *
 * After `====`, one relation a line: `fails` or `holds`, what the numbers give, what is stated, what it is about; `quiet` tempts and is none.
 */
export type AnnotatedComparison = { kinds: string[]; sign: 1 | -1; value: number }
export type AnnotatedFigure = {
  printed: string
  start: number
  end: number
  meant: { value: number; unit: string }[]
  role: 'statistic' | 'threshold' | 'compared' | 'any'
  comparisons: AnnotatedComparison[]
  /** Rates that may stand here as shares. */
  rates: number[]
}
export type AnnotatedRelation = { status: 'fails' | 'holds'; computed: number; stated: number; title: string }
export type AnnotatedText = { text: string; figures: AnnotatedFigure[]; relations: AnnotatedRelation[] }

const OWN = ['statistic', 'threshold', 'any'] as const
const MARK = /〔([^〕=|]+)(?:=([^〕|]+))?(?:\|([^〕@]+))?(?:@([^〕]+))?〕/g

export function parseAnnotated(file: string): AnnotatedText {
  const [marked = '', noted = ''] = file.replace(/^#.*\n/, '').split('\n====\n')
  const figures: AnnotatedFigure[] = []
  let text = ''
  let last = 0
  for (const { 0: mark, 1: printed = '', 2: meaning = printed, 3: role = 'statistic', 4: of, index } of marked.matchAll(
    MARK,
  )) {
    text += marked.slice(last, index)
    const meant = meaning.split(',').map(quantity)
    const [kinds] = /^[a-z_,-]+$/.exec(role) ?? []
    if (!kinds) throw new Error(`no role: ${mark}`)
    const value = meant[0]!.value
    if (kinds === 'rate') comparedBy(figures, of).rates.push(value)
    const own = kinds === 'rate' ? 'statistic' : OWN.find((one) => one === kinds)
    if (!own) comparedBy(figures, of).comparisons.push({ ...signed(kinds), value })
    const start = text.length
    text += printed
    figures.push({ printed, start, end: text.length, meant, role: own ?? 'compared', comparisons: [], rates: [] })
    last = index + mark.length
  }
  return { text: text + marked.slice(last), figures, relations: noted.split('\n').flatMap(relationOf) }
}

function quantity(text: string): { value: number; unit: string } {
  const [, number = '', unit = ''] = /^[近约]?(-?[\d.]*)[余多]?(.*)$/.exec(text)!
  return { value: Number(number), unit }
}

function comparedBy(figures: readonly AnnotatedFigure[], printed: string | undefined): AnnotatedFigure {
  const of = figures.findLast((one) => one.role === 'statistic' && (printed === undefined || one.printed === printed))
  if (!of) throw new Error(`nothing compared: ${printed}`)
  return of
}

function signed(kinds: string): Pick<AnnotatedComparison, 'kinds' | 'sign'> {
  return { kinds: kinds.replaceAll('-', '').split(','), sign: kinds.includes('-') ? -1 : 1 }
}

function relationOf(line: string): AnnotatedRelation[] {
  const [status, computed, stated, ...title] = line.split(' ')
  if (status !== 'fails' && status !== 'holds') return []
  return [{ status, computed: Number(computed), stated: Number(stated), title: title.join(' ') }]
}
