import { STAGES, type Stage } from '#capabilities/ledger/contract.ts'
import type { Say } from '#platform/web/words/catalogue.ts'
import type { Standing } from '../../rules/conversion.ts'

/** 建设阶段 in words; a stage of another version is shown as it is. */
export function stageLabel(w: Say, stage: string | null): string {
  if (stage === null) return w('stages.noStage')
  return (STAGES as readonly string[]).includes(stage) ? w(`ledger.stage.${stage as Stage}`) : stage
}

/** A county, or the level that belongs to none. */
export function countyLabel(w: Say, name: string | null): string {
  return name ?? w('stages.cityLevel')
}

/** Where a member stands, in words with its days: 逾期74天, 今日到期, 还有18天. */
export function standingLabel(w: Say, standing: Standing, days: number | null): string {
  if (standing === 'overdue')
    return days === 0 ? w('stages.standing.today') : w('stages.standing.overdue', { days: days ?? 0 })
  if (standing === 'dueSoon' || standing === 'notDue') return w('stages.standing.left', { days: days ?? 0 })
  return w(`stages.standing.${standing}`)
}

/** `2026年`, `2026年3月`, `2026-03-28`: as precise as it is known. */
export function partialText(date: string): string {
  if (date.length === 4) return `${date}年`
  return date.length === 7 ? `${date.slice(0, 4)}年${Number(date.slice(5))}月` : date
}
