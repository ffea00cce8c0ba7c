import { currentPreset, judge, type Light } from '#capabilities/ledger/public.ts'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { listRoundRows, type StoredRoundRow } from './store/round-rows.ts'
import { listLockedRounds, listRounds, type RoundFacts } from './store/rounds.ts'

/** What later capabilities may ask of dispatch. */
export { findRound, findRoundOfMonth, type RoundFacts } from './store/rounds.ts'

/** A project in a round. `isReported`: a submission stands; `light` is the one kept at the lock, else judged now. */
export type RoundRow = Omit<StoredRoundRow, 'month' | 'plannedByMonth' | 'lockedLight' | 'lightBefore'> & {
  completionRate: string | null
  pace: string | null
  light: Light
}

/** One row for each project of the round that the transaction may see, with figures as the ledger holds them for its month. */
export async function roundRows(db: Transaction, roundId: number): Promise<RoundRow[]> {
  const { rules } = await currentPreset(db)
  return (await listRoundRows(db, roundId)).map((stored) => {
    const { month: _, plannedByMonth: __, lockedLight, lightBefore, ...row } = stored
    const { completionRate, pace, light } = judge(
      { ...stored, previousLights: lightBefore ? [lightBefore] : [] },
      rules,
    )
    return { ...row, completionRate, pace, light: lockedLight ?? light }
  })
}

export type OpenRound = {
  id: number
  kind: 'month' | 'week'
  month: string
  title: string
  deadline: string
  total: number
  reported: number
  late: number
}

/** The newest round that is not locked and has projects in scope, with how far reporting has come there; null when there is none. */
export async function openRoundNow(db: Transaction, scope: Scope): Promise<OpenRound | null> {
  const open = (await listRounds(db, scope, { unlocked: true })).find(({ counts }) => counts.total > 0)
  if (!open) return null
  const { id, kind, month, title, deadline, counts } = open
  return {
    id,
    kind,
    month,
    title,
    deadline,
    total: counts.total,
    reported: counts.reported,
    late: counts.late,
  }
}

/** Locked rounds, the newest period first. */
export async function latestLockedRounds(db: Transaction, limit: number): Promise<RoundFacts[]> {
  return await listLockedRounds(db, limit)
}
