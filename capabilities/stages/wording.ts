import type { Stage } from '#capabilities/ledger/public.ts'
import { STAGE_WORDS } from '#capabilities/ledger/public.ts'

/** How refusals name a stage. */
export function stageWord(stage: Stage): string {
  return STAGE_WORDS[stage]
}
