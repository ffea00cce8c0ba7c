import { useQuery } from '@tanstack/react-query'
import type { OneOffLine } from '../one-off/contract.ts'
import { ledger } from './api.ts'

/** What of the ledger waits for somebody with these permissions. */
export type WaitingInLedger = {
  /** Open one-off forms in which a reporter has projects left; an office asks, it is not waited for. */
  forms: OneOffLine[]
  /** Entries, promotions, suspensions … that wait for a decision. */
  moves: number
}

const OFTEN = { staleTime: 60_000, refetchInterval: 120_000 }

/** For the desk and the number beside it, which is drawn before anything knows who is signed in: permissions are given. */
export function useWaitingInLedger(permissions: readonly string[]): WaitingInLedger {
  const fills = permissions.includes('report.write') && !permissions.includes('project.write')
  const decides = permissions.includes('library.decide')
  const forms = useQuery({ ...ledger.listOneOffForms.query(), ...OFTEN, enabled: fills })
  const moves = useQuery({
    ...ledger.listMoves.query({ query: { state: 'waiting', limit: 1 } }),
    ...OFTEN,
    enabled: decides,
  })
  const open = fills ? (forms.data?.items ?? []) : []
  return {
    forms: open.filter(({ state, filled, total }) => state === 'open' && filled < total),
    moves: decides ? (moves.data?.total ?? 0) : 0,
  }
}
