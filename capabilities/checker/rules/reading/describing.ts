import type { Role } from './comparing.ts'
import type { Described, ReadFigure } from './figure.ts'
import { bare, countedBehind, splitPhrase } from './phrases.ts'
import type { NumberToken } from './token.ts'

export type Seen = { text: string; left: string; last: ReadFigure | null; end: number; sentence: number }

/** Class, subject and indicator of a figure by its role and the words around it; `end` is where its sentence ends. */
export function described(token: NumberToken, role: Role, seen: Seen): Described {
  const { left, last, sentence } = seen
  const clause = lastClause(left)
  if (role.role === 'rank') {
    const before = clause.slice(0, Math.max(0, clause.length - (left.length - role.from)))
    return { class: 'rank', unit: '位', sentence, left, ...splitPhrase(before) }
  }
  if (role.role === 'rate')
    return { class: 'rate', indicator: bare(role.indicator), subject: last?.subject ?? null, sentence, left }
  if (role.role === 'comparison') return { ...compared(role, seen), sentence, left }
  if (/[%‰点]$/.test(token.unit))
    return { class: /拉动|增|降|提/.test(left) ? 'growth' : 'rate', ...splitPhrase(clause), sentence, left }
  // 12345热线: what has neither unit nor decimals counts and measures nothing
  if (token.unit === '' && token.decimals > 0) return { class: 'rate', ...splitPhrase(clause), sentence, left }
  if (token.isOrdinal || token.unit === '') return { class: 'name', ...splitPhrase(clause), sentence, left }
  return { ...(isCounted(token) ? counted(token, seen) : measured(token, seen)), sentence, left }
}

function lastClause(left: string): string {
  return left.split(/[，。；：！？（）]/).at(-1) ?? ''
}

const isCounted = ({ unit }: NumberToken) => !/[元吨斤亩米瓦里顷升克煤箱度伏WhH]/.test(unit)

type Told = Pick<ReadFigure, 'class' | 'subject' | 'indicator'>

function compared(role: Extract<Role, { role: 'comparison' }>, { left, last }: Seen): Told {
  const { subject, indicator } = splitPhrase(lastClause(left.slice(0, role.from)))
  const isGrowth = ['yoy', 'mom', 'growth', 'pp_change'].includes(role.comparison.kind)
  return {
    class: isGrowth ? 'growth' : 'rate',
    subject: subject ?? last?.subject ?? null,
    indicator: indicator ?? (isGrowth ? '增速' : null),
  }
}

function measured(token: NumberToken, { left, last }: Seen): Told {
  const clause = lastClause(left)
  const before = splitPhrase(clause.split('、').at(-1) ?? '')
  const isTarget = token.qualifier === '预计' || /计划|目标|任务/.test(clause)
  const isSpecification = /[^元]\/年$/.test(token.unit) || /^(?:MW|GW|kW|KW|GWh|MWh|kWh|KWh|兆瓦|千瓦)/.test(token.unit)
  return {
    class: isSpecification ? 'specification' : isTarget ? 'target' : 'measure',
    subject: before.subject ?? last?.subject ?? null,
    indicator: before.indicator ?? last?.indicator ?? null,
  }
}

function counted(token: NumberToken, { text, left, last, end }: Seen): Told {
  const before = splitPhrase(lastClause(left).split('、').at(-1) ?? '')
  const behind = countedBehind(text.slice(token.unitEnd, Math.min(end, token.unitEnd + 18)))
  return {
    class: 'count',
    subject: behind ?? before.subject ?? last?.subject ?? null,
    indicator: before.indicator,
  }
}

const REGION = /(?:全|我|该)(?:省|市|县|区|州|旗)|[\u4e00-\u9fff]{2,4}(?:自治县|县|区|市)(?=[\u4e00-\u9fff])/g

/** The nearest region named before a figure in its sentence. */
export function regionOf(text: string, { start }: ReadFigure): string | null {
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
