import { type RawBuilder, sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import { invalid } from '#kernel/problem.ts'
import { certainPattern } from '../certain-characters.ts'
import type { GridCondition } from '../contract.ts'
import type { GridFieldKind } from '../fields.ts'
import { CODE_WORDS } from '../words.ts'
import { columnOf, fieldOf, folded, ownId, ownIsNumber, ownValue } from './columns.ts'

type Predicate = RawBuilder<unknown>

/** One condition as a predicate on `project p`, its values bound. A value that fits no such column is refused (400). */
export function conditionOn(condition: GridCondition): Predicate {
  const own = ownId(condition.field)
  if (own !== null) return onOwn(own, condition)
  const { kind, choices } = fieldOf(condition.field)!
  const subject = { name: condition.field, kind, column: columnOf(condition.field), choices: choices ?? [] }
  if (isValued(condition)) return BY_KIND[kind](subject, condition)
  return condition.op === 'isEmpty' ? isEmpty(subject) : sql`not ${isEmpty(subject)}`
}

type Subject = { name: string; kind: GridFieldKind; column: Predicate; choices: readonly string[] }
type Valued = Exclude<GridCondition, { op: 'isEmpty' | 'isFilled' }>

function isValued(condition: GridCondition): condition is Valued {
  return condition.op !== 'isEmpty' && condition.op !== 'isFilled'
}

const BY_KIND: Record<GridFieldKind, (subject: Subject, condition: Valued) => Predicate> = {
  text: onText,
  longText: onText,
  choice: onChoice,
  yesNo: onChoice,
  date: onDate,
  month: onDate,
  instant: onDate,
  amount: onNumber,
  percent: onNumber,
  organisation: onOrganisation,
  list: onTerms,
}

function isEmpty({ kind, column }: Subject): Predicate {
  if (kind === 'list') return sql`(not exists (select 1 from project_term pt where pt.project_id = p.id))`
  return kind === 'text' || kind === 'longText' ? sql`(coalesce(${column}, '') = '')` : sql`(${column} is null)`
}

function onText({ name, column }: Subject, condition: Valued): Predicate {
  if (name === 'name') return onFolded(sql`p.folded_name`, condition)
  if (name === 'owner') return onFolded(sql`p.folded_owner`, condition)
  return onRaw(sql`coalesce(${column}, '')`, condition)
}

/** A text that is folded only where its characters make it worth while. */
function onRaw(raw: Predicate, condition: Valued): Predicate {
  const text = folded(raw)
  const worthWhile = (value: string, predicate: Predicate) =>
    sql`(${raw} like ${certainPattern(value)} and ${predicate})`
  switch (condition.op) {
    case 'contains':
      return worthWhile(condition.value, sql`${text} like ${patternOf(condition.value)}`)
    case 'lacks':
      return sql`not ${worthWhile(condition.value, sql`${text} like ${patternOf(condition.value)}`)}`
    case 'is':
      return worthWhile(condition.value, sql`${text} = ${foldName(condition.value)}`)
    default:
      return onFolded(text, condition)
  }
}

/** Texts compare by their folded form; those not filled in lack everything and are no value. */
function onFolded(text: Predicate, condition: Valued): Predicate {
  switch (condition.op) {
    case 'contains':
      return sql`${text} like ${patternOf(condition.value)}`
    case 'lacks':
      return sql`${text} not like ${patternOf(condition.value)}`
    case 'is':
      return sql`${text} = ${foldName(condition.value)}`
    case 'isNot':
      return sql`${text} <> ${foldName(condition.value)}`
    case 'oneOf':
      return sql`${text} = any (${condition.values.map(foldName)}::text[])`
    default:
      return notForThis()
  }
}

function onChoice({ name, column, choices }: Subject, condition: Valued): Predicate {
  const text = sql`coalesce(${column}::text, '')`
  const words = CODE_WORDS[name as keyof typeof CODE_WORDS] ?? {}
  const spoken = (value: string) =>
    Object.keys(words).filter((code) => foldName(words[code]!).includes(foldName(value)))
  switch (condition.op) {
    case 'contains':
      return sql`${text} = any (${spoken(condition.value)}::text[])`
    case 'lacks':
      return sql`not ${text} = any (${spoken(condition.value)}::text[])`
    case 'is':
      return sql`${text} = ${condition.value}`
    case 'isNot':
      return sql`${text} <> ${condition.value}`
    case 'oneOf':
      return sql`${text} = any (${condition.values}::text[])`
    default: {
      // along the line of stages
      const line = sql`array_position(${choices}::text[], ${column}::text)`
      return between(line, condition, (value) => {
        const place = choices.indexOf(value)
        return place < 0 ? refuse('所选的值') : sql`${place + 1}::int`
      })
    }
  }
}

/** Dates compare as they are written: `at most 2026-03` holds its days, `is 2026` holds its months. */
function onDate({ kind, column }: Subject, condition: Valued): Predicate {
  const text = kind === 'instant' ? sql`(${column} at time zone 'Asia/Shanghai')::date::text` : sql`${column}::text`
  return onDateText(sql`(${text}) collate "C"`, condition)
}

function onDateText(text: Predicate, condition: Valued): Predicate {
  const date = (value: string) => (/^\d{4}(-\d{2}(-\d{2})?)?$/.test(value) ? value : refuse('日期（如 2026、2026-03）'))
  const from = (value: string) => sql`${text} >= ${date(value)}`
  const to = (value: string) => sql`left(${text}, ${date(value).length}::int) <= ${value}`
  switch (condition.op) {
    case 'atLeast':
      return from(condition.value)
    case 'atMost':
      return to(condition.value)
    case 'between':
      return sql`(${from(condition.value)} and ${to(condition.to)})`
    case 'oneOf':
      return sql`coalesce(${text}, '') = any (${condition.values}::text[])`
    case 'isNot':
    case 'lacks':
      return sql`not coalesce(starts_with(${text}, ${condition.value}), false)`
    default:
      return sql`coalesce(starts_with(${text}, ${condition.value}), false)`
  }
}

function onNumber({ column }: Subject, condition: Valued): Predicate {
  const number = (value: string) => sql`${numberOf(value)}::numeric`
  switch (condition.op) {
    case 'is':
      return sql`${column} = ${number(condition.value)}`
    case 'isNot':
      return sql`${column} is distinct from ${number(condition.value)}`
    case 'oneOf': {
      const filled = condition.values.filter((value) => value !== '').map(numberOf)
      const none = filled.length < condition.values.length ? sql`${column} is null` : sql`false`
      return sql`(${column} = any (${filled}::numeric[]) or ${none})`
    }
    case 'contains':
    case 'lacks':
      return notForThis()
    default:
      return between(column, condition, number)
  }
}

function onOrganisation({ column }: Subject, condition: Valued): Predicate {
  const id = (value: string) => (/^\d{1,9}$/.test(value) ? Number(value) : refuse('所选的单位'))
  const named = (value: string) =>
    sql`array(select o.id from organisation o where o.folded_name like ${patternOf(value)})`
  switch (condition.op) {
    case 'contains':
      return sql`${column} = any (${named(condition.value)})`
    case 'lacks':
      return sql`not coalesce(${column} = any (${named(condition.value)}), false)`
    case 'is':
      return sql`${column} = ${id(condition.value)}`
    case 'isNot':
      return sql`${column} is distinct from ${id(condition.value)}`
    case 'oneOf': {
      const ids = condition.values.filter((value) => value !== '').map(id)
      const none = ids.length < condition.values.length ? sql`${column} is null` : sql`false`
      return sql`(${column} = any (${ids}::int[]) or ${none})`
    }
    default:
      return notForThis()
  }
}

/** A project may carry several terms: `is` holds where one of them is it. */
function onTerms(_: Subject, condition: Valued): Predicate {
  const carries = (predicate: Predicate) =>
    sql`exists (select 1 from project_term pt join dictionary_term t on t.id = pt.term_id where pt.project_id = p.id and ${predicate})`
  const label = folded(sql`t.label`)
  switch (condition.op) {
    case 'contains':
      return carries(sql`${label} like ${patternOf(condition.value)}`)
    case 'lacks':
      return sql`not ${carries(sql`${label} like ${patternOf(condition.value)}`)}`
    case 'is':
      return carries(sql`${label} = ${foldName(condition.value)}`)
    case 'isNot':
      return sql`not ${carries(sql`${label} = ${foldName(condition.value)}`)}`
    case 'oneOf':
      return carries(sql`${label} = any (${condition.values.map(foldName)}::text[])`)
    default:
      return notForThis()
  }
}

/** An own column's kind is known to the database only: numbers compare as numbers, everything else as text. */
function onOwn(id: number, condition: GridCondition): Predicate {
  const value = ownValue(id)
  if (!isValued(condition)) return condition.op === 'isEmpty' ? sql`(${value} is null)` : sql`(${value} is not null)`
  if (condition.op === 'atLeast' || condition.op === 'atMost' || condition.op === 'between') {
    const asNumber = between(sql`decimal_or_null(${value})`, condition, (text) => sql`decimal_or_null(${text})`)
    const asText = onDateTextUnchecked(sql`(${value}) collate "C"`, condition)
    return sql`(case when ${ownIsNumber(id)} then ${asNumber} else ${asText} end)`
  }
  const spoken: Valued =
    condition.op === 'oneOf'
      ? { ...condition, values: condition.values.map(yesNoWord) }
      : { ...condition, value: yesNoWord(condition.value) }
  return onRaw(sql`coalesce(${value}, '')`, spoken)
}

function onDateTextUnchecked(text: Predicate, condition: Ranged): Predicate {
  const to = (value: string) => sql`left(${text}, ${value.length}::int) <= ${value}`
  if (condition.op === 'between') return sql`(${text} >= ${condition.value} and ${to(condition.to)})`
  return condition.op === 'atLeast' ? sql`${text} >= ${condition.value}` : to(condition.value)
}

function yesNoWord(value: string): string {
  return value === 'true' ? '是' : value === 'false' ? '否' : value
}

type Ranged = Extract<GridCondition, { op: 'atLeast' | 'atMost' | 'between' }>

function between(column: Predicate, condition: Ranged, bound: (value: string) => Predicate): Predicate {
  if (condition.op === 'between') return sql`${column} between ${bound(condition.value)} and ${bound(condition.to)}`
  return condition.op === 'atLeast'
    ? sql`${column} >= ${bound(condition.value)}`
    : sql`${column} <= ${bound(condition.value)}`
}

function numberOf(value: string): string {
  const plain = value.replace(/[,，]/g, '').normalize('NFKC').trim()
  return /^-?\d{1,12}(\.\d{1,8})?$/.test(plain) ? plain : refuse('数值')
}

function patternOf(text: string): string {
  return `%${foldName(text).replace(/[\\%_]/g, '\\$&')}%`
}

function refuse(what: string): never {
  throw invalid('filter_value', `筛选条件中的${what}无法识别，请重新填写。`)
}

function notForThis(): never {
  throw invalid('filter_not_for_column', '这一列不能用所选的方式筛选，请换一种比较方式。')
}
