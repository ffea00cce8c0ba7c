import { dateInChina } from '#kernel/period.ts'
import { invalid } from '#kernel/problem.ts'
import type { Move, Paper } from './contract.ts'
import type { StoredMove } from './store.ts'

/** The ledger changes the moment a move is decided, so one that holds only from a day to come waits for that day. */
export function refuseNotYet(effectiveOn: string, now: Date): void {
  if (effectiveOn > dateInChina(now)) {
    throw invalid(
      'move_not_yet',
      `生效日期${effectiveOn}还没有到，台账在批准时即时变更。请到当天再批准，或改用今天的日期。`,
    )
  }
}

export function refuseFuturePaper(paper: Paper | undefined, now: Date): void {
  if (paper && paper.documentDate > dateInChina(now)) {
    throw invalid('paper_not_yet', '文件日期不能晚于今天，请核对。')
  }
}

export function shownMove(
  { orgPath: _, orgId: __, proposal: ___, proposedById, ...move }: StoredMove,
  accountId: number,
): Move {
  return { ...move, isOwn: proposedById === accountId }
}
