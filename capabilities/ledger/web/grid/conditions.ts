import { type GridCondition, gridCondition } from '../../grid/contract.ts'

/** Conditions as an address keeps them; what is none is as if it were absent, so that an old link still opens. */
export function readConditions(text: string | undefined): GridCondition[] {
  if (!text) return []
  try {
    const parsed: unknown = JSON.parse(text)
    if (!Array.isArray(parsed)) return []
    return parsed.flatMap((entry) => {
      const reading = gridCondition.safeParse(entry)
      return reading.success ? [reading.data] : []
    })
  } catch {
    return []
  }
}

export function conditionsText(conditions: readonly GridCondition[]): string | undefined {
  return conditions.length === 0 ? undefined : JSON.stringify(conditions)
}

/** All conditions, those of one column replaced. */
export function withConditions(
  conditions: readonly GridCondition[],
  field: string,
  next: readonly GridCondition[],
): GridCondition[] {
  return [...conditions.filter((condition) => condition.field !== field), ...next]
}
