import type { Say } from '#platform/web/words/catalogue.ts'
import { isOneOf } from '../parts/labels.ts'

const STATES = ['preview', 'written', 'undone', 'discarded'] as const

export function stateLabel(w: Say, state: string): string {
  return isOneOf(STATES, state) ? w(`imports.state.${state}`) : state
}
