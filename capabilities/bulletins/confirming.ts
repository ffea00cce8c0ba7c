import { createHash } from 'node:crypto'
import { figureBook, type Material } from '#capabilities/figures/public.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { type ConfirmationState, type OwnFigure, ownFigures, stateOf } from './rules/confirming.ts'
import { type ConfirmationRow, lastConfirmations } from './store/confirmations.ts'

export interface Confirming {
  orgId: number
  orgName: string
  figures: OwnFigure[]
  digest: string
  state: ConfirmationState
  said: ConfirmationRow | null
}

/** Every ranked organisation with its figures as they stand in the ranking, and what it said of them. */
export async function confirmationsOf(db: Transaction, roundId: number, material: Material): Promise<Confirming[]> {
  const said = new Map((await lastConfirmations(db, roundId)).map((row) => [row.orgId, row]))
  const book = figureBook(material)
  return material.members.map(({ orgId, name }) => {
    const { figures, canonical } = ownFigures(book, orgId)
    const digest = sha256(canonical)
    const last = said.get(orgId)
    return { orgId, orgName: name, figures, digest, state: stateOf(last, digest), said: last ?? null }
  })
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
