/** A value as the export words it; null is an empty cell. */
export type CellText = string | null

/** One cell three ways: as it left, as the ledger has it now, as the file has it now. `base` undefined: nothing is known of how it left. */
export type ThreeWay = { base: CellText | undefined; ours: CellText; there: CellText }

/**
 * untouched  nobody changed it            here   changed in the ledger since, not in the file: nothing to write
 * there      changed in the file alone    same   changed on both sides to the same
 * conflict   changed on both sides to different things: a person decides (a hard conflict, as ODK Central calls it)
 */
export type CellState = 'untouched' | 'here' | 'there' | 'same' | 'conflict'

/**
 * Classifies one cell. A cell the file did not touch is never written, whatever the ledger did since. Without a base an empty cell states
 * nothing, and a value where the ledger has another is a conflict: who was first cannot be known.
 */
export function stateOf({ base, ours, there }: ThreeWay): CellState {
  if (base === undefined) {
    if (there === null || there === ours) return 'untouched'
    return ours === null ? 'there' : 'conflict'
  }
  if (there === base) return ours === base ? 'untouched' : 'here'
  if (there === ours) return 'same'
  return ours === base ? 'there' : 'conflict'
}

/** What a person chose for a cell: the file's value, the ledger's, or one typed anew. */
export type Choice = 'theirs' | 'ours' | { value: CellText }
export type Decisions = {
  /** By cell key (`projectId|column`), or `+row` for a row the file adds. */
  cells?: Record<string, Choice> | undefined
  /** For all cells of a column not decided one by one; `+` for added rows. */
  columns?: Record<string, 'theirs' | 'ours'> | undefined
}
export type Decidable = {
  key: string
  column: string
  state: CellState
  suspicious?: boolean
  ours: CellText
  there: CellText
}

/** What will happen to a cell: `write` with the value, `keep` the ledger's, or nobody has decided yet. */
export type Outcome = { act: 'write'; value: CellText } | { act: 'keep' } | { act: 'undecided' }

/**
 * Changes of the file alone are taken unless somebody says no; conflicts, and amounts that jumped about tenfold, wait for a decision. All
 * other states write nothing, whatever the decisions say.
 */
export function outcomeOf({ key, column, state, suspicious, ours, there }: Decidable, decisions: Decisions): Outcome {
  if (state !== 'there' && state !== 'conflict') return { act: 'keep' }
  const mustDecide = state === 'conflict' || suspicious === true
  const choice = decisions.cells?.[key] ?? decisions.columns?.[column] ?? (mustDecide ? null : 'theirs')
  if (choice === null) return { act: 'undecided' }
  if (choice === 'ours') return { act: 'keep' }
  const value = choice === 'theirs' ? there : choice.value
  // what was typed may be what the ledger has already
  return value === ours ? { act: 'keep' } : { act: 'write', value }
}

/** Whether a row the file adds is taken. */
export function takesRow(key: string, decisions: Decisions): boolean {
  return (decisions.cells?.[key] ?? decisions.columns?.['+'] ?? 'theirs') !== 'ours'
}

/** A soft conflict: the ledger changed other fields of the same row since. It is shown, and holds nothing up. */
export function isSoft(state: CellState, rowStates: readonly CellState[]): boolean {
  return state === 'there' && rowStates.some((other) => other === 'here' || other === 'conflict')
}
