import { type MoneyUnit, thin } from '#platform/web/format.ts'
import type { Say } from '#platform/web/words/catalogue.ts'
import type { GridCondition } from '../../grid/contract.ts'
import { cellText } from './cell-values.ts'
import { choicesOf } from './choices.ts'
import { headingOf, kindOf, type Own, ownOf } from './fields.ts'

type Asking = { w: Say; own: Own; unit: MoneyUnit; organisations: ReadonlyMap<number, string> }
const MOST_NAMED = 3

/** A condition as an office would say it: `总投资 ≥ 10 000 万元`, `建设阶段：开工、在建`. */
export function conditionWords(condition: GridCondition, asking: Asking): string {
  const { w, own } = asking
  const column = headingOf(w, condition.field, own)
  const value = (text: string) => valueWords(condition.field, text, asking)
  switch (condition.op) {
    case 'contains':
    case 'lacks':
    case 'is':
    case 'isNot':
      return w(`grid.condition.${condition.op}`, { column, value: value(condition.value) })
    case 'atLeast':
    case 'atMost':
      return w(`grid.condition.${condition.op}`, {
        column,
        value: withUnit(condition.field, value(condition.value), asking),
      })
    case 'between':
      return w('grid.condition.between', {
        column,
        from: value(condition.value),
        to: withUnit(condition.field, value(condition.to), asking),
      })
    case 'oneOf': {
      const named = condition.values.slice(0, MOST_NAMED).map(value).join('、')
      const more = condition.values.length - MOST_NAMED
      return more > 0
        ? w('grid.condition.oneOfMore', { column, values: named, count: condition.values.length })
        : w('grid.condition.oneOf', { column, values: named })
    }
    case 'isEmpty':
    case 'isFilled':
      return w(`grid.condition.${condition.op}`, { column })
  }
}

/** A value of a condition in words: amounts in the unit shown, choices by name, organisations by name. */
export function valueWords(field: string, value: string, { w, own, unit, organisations }: Asking): string {
  if (value === '') return w('grid.empty')
  const kind = kindOf(field, own)
  if (kind === undefined) return value
  if (kind === 'organisation') return organisations.get(Number(value.split('|')[0])) ?? value
  const text = cellText(value, { kind, unit, choices: choicesOf(w, field, own) })
  return kind === 'amount' || kind === 'number' ? thin(text) : text
}

function withUnit(field: string, text: string, { w, own, unit }: Asking): string {
  const kind = kindOf(field, own)
  const name = kind === 'amount' ? w(`kit.unit.${unit}`) : kind === 'percent' ? '%' : (ownOf(field, own)?.unit ?? '')
  return name === '' ? text : `${text} ${name}`
}
