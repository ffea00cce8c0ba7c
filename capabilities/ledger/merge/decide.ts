import { invalid } from '#kernel/problem.ts'
import { columnOfKey } from '../exporting/columns.ts'
import { readTypedValue } from './cell-values.ts'
import { type MergeAnswers, MOST_KEPT_DECISIONS } from './contract.ts'
import { refusalOf } from './ledger-values.ts'
import type { Choice } from './rules.ts'

type Change = {
  cells?: Record<string, Choice | null> | undefined
  columns?: Record<string, 'theirs' | 'ours' | null> | undefined
}

/** Earlier decisions with these put over them. What was typed is read as a cell would be; refused when it cannot stand in its column. */
export function withDecisions(kept: MergeAnswers, change: Change): MergeAnswers {
  const cells = { ...kept.cells }
  for (const [key, choice] of Object.entries(change.cells ?? {})) {
    if (choice === null) delete cells[key]
    else cells[key] = typeof choice === 'string' ? choice : { value: typedValue(key, choice.value) }
  }
  if (Object.keys(cells).length > MOST_KEPT_DECISIONS)
    throw invalid('too_many_decisions', `逐格决定不能超过${MOST_KEPT_DECISIONS}项，请按列整批选择。`)
  const columns = { ...kept.columns }
  for (const [key, choice] of Object.entries(change.columns ?? {})) {
    if (choice === null) delete columns[key]
    else columns[key] = choice
  }
  return { ...kept, cells, columns }
}

function typedValue(key: string, typed: string | null): string | null {
  const column = columnOfKey(key.slice(key.indexOf('|') + 1))
  if (!column || !key.includes('|')) throw invalid('column_unknown', '没有这一列，不能另填。请刷新页面后重试。')
  const parsed = readTypedValue(column, typed ?? '', null)
  const refusal = 'problem' in parsed ? parsed.problem : refusalOf(column, parsed.text)
  if (refusal !== null) throw invalid('value_unusable', `“${column.heading}”：${refusal}`)
  return (parsed as { text: string | null }).text
}
