import { invalid } from '#kernel/problem.ts'
import { isMovedStage } from './rules.ts'

type Change = { field: string; value: unknown }

/** What only a move on record changes: library, priority, and the stages 停工 and 退库, to and from (B01). */
export function refuseMovedFields(before: { stage: string | null }, changes: readonly Change[]): void {
  if (changes.some(({ field }) => field === 'library')) {
    throw invalid(
      'library_needs_move',
      '项目库不能直接修改。请在项目页“入库调库”中提出入库、调库或出库，批准后台账随之变更。',
    )
  }
  if (changes.some(({ field }) => field === 'isPriority')) {
    throw invalid(
      'priority_needs_move',
      '重点不能直接修改。请在项目页“入库调库”中提出列入重点或移出重点，批准后台账随之变更。',
    )
  }
  const stage = changes.find(({ field }) => field === 'stage')
  if (stage && (isMovedStage(before.stage) || isMovedStage(stage.value as string | null))) {
    throw invalid(
      'stage_needs_move',
      '停工、复工、退库和重新入库不能直接修改阶段。请在项目页“入库调库”中提出，批准后台账随之变更。',
    )
  }
}

type Tiered = { tier?: 1 | 2 | null | undefined; sponsor?: string | null | undefined }

/** The first tier is led by a named leader (B11): neither is it given without one, nor the leader taken away from it. */
export function refuseTierWithoutSponsor(fields: Tiered, before: Tiered = {}): void {
  if (fields.tier === undefined && fields.sponsor === undefined) return
  const tier = fields.tier === undefined ? before.tier : fields.tier
  const sponsor = fields.sponsor === undefined ? before.sponsor : fields.sponsor
  if (tier === 1 && !sponsor?.trim()) {
    throw invalid('tier_needs_sponsor', '第一梯队项目须有包联领导。请先填写包联领导，或改为第二梯队。')
  }
}
