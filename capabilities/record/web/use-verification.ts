import { useEffect, useState } from 'react'
import type { Reply } from '#platform/http/contract.ts'
import type { recordRoutes } from '../contract.ts'
import { record } from './api.ts'

type Plan = Reply<typeof recordRoutes.planVerification>
export type Break = NonNullable<Plan['firstBreak']>
export type Verification = {
  /** Null until it is known what there is. */
  plan: Plan | null
  entries: number
  done: number
  firstBreak: Break | null
  error: unknown
  isFinished: boolean
}

const BEGUN: Verification = { plan: null, entries: 0, done: 0, firstBreak: null, error: null, isFinished: false }

/**
 * Walks the record part by part, so that the screen can say how far it is and the server is never busy for long. What is verified is the
 * record as it stood when the walk began. `attempt` changes to begin anew.
 */
export function useVerification(attempt: number): Verification {
  const [state, setState] = useState(BEGUN)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt begins anew
  useEffect(() => {
    const stop = new AbortController()
    const tell = (news: Partial<Verification>) => !stop.signal.aborted && setState((before) => ({ ...before, ...news }))
    setState(BEGUN)
    walk(tell, stop.signal)
      .then((firstBreak) => tell({ firstBreak, isFinished: true }))
      .catch((error) => tell({ error, isFinished: true }))
    return () => stop.abort()
  }, [attempt])
  return state
}

async function walk(tell: (news: Partial<Verification>) => void, signal: AbortSignal): Promise<Break | null> {
  const plan = await record.planVerification({}, { signal })
  tell({ plan, entries: plan.chains.reduce((sum, { length }) => sum + length, 0) })
  if (plan.firstBreak) return plan.firstBreak
  let done = 0
  for (const chain of plan.chains) {
    const broken = await walkChain(chain, signal, (entries) => tell({ done: done + entries }))
    if (broken) return broken
    done += chain.length
  }
  return null
}

type Chain = Plan['chains'][number]

async function walkChain(chain: Chain, signal: AbortSignal, tell: (entries: number) => void): Promise<Break | null> {
  let [after, head]: [number, string | undefined] = [0, undefined]
  while (after < chain.length) {
    const query = { chain: chain.name, after, head, until: chain.length }
    const slice = await record.verifySlice({ query }, { signal })
    if (slice.firstBreak) return slice.firstBreak
    after = slice.seq
    head = slice.head
    tell(after)
  }
  const wrong = (what: string) => ({ chain: chain.name, seq: chain.length + 1, day: null, what })
  if (chain.rows !== chain.length) return wrong(`链上应有${chain.length}条，实有${chain.rows}条`)
  return chain.length > 0 && head !== chain.head ? wrong('链尾的哈希不符') : null
}
