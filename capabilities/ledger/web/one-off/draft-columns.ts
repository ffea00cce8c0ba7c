import type { AskedColumn } from '../../one-off/contract.ts'

export const KINDS = ['text', 'longText', 'choice', 'yesNo', 'date', 'amount', 'number'] as const
/** A column as it is being set up; `own` is one the office already has. */
export type DraftColumn = {
  key: number
  own: { id: number; heading: string } | null
  heading: string
  kind: (typeof KINDS)[number]
  choices: string
  unit: string
  required: boolean
}

export function newColumn(key: number): DraftColumn {
  return { key, own: null, heading: '', kind: 'text', choices: '', unit: '', required: true }
}

/** `一般、重大，特大` → its three choices, each once. */
export function listedChoices(text: string): string[] {
  const parts = text.split(/[\n,，、;；]/).map((choice) => choice.trim())
  return [...new Set(parts.filter(Boolean))]
}

export function isComplete({ own, heading, kind, choices }: DraftColumn): boolean {
  return own !== null || (heading.trim() !== '' && (kind !== 'choice' || listedChoices(choices).length > 0))
}

export function askedOf({ own, heading, kind, choices, unit, required }: DraftColumn): AskedColumn {
  if (own) return { ownColumnId: own.id, required }
  return {
    heading: heading.trim(),
    kind,
    choices: kind === 'choice' ? listedChoices(choices) : [],
    unit: kind === 'number' ? unit.trim() || null : null,
    required,
  }
}
