import type { Say } from '#platform/web/words/catalogue.ts'
import type { Move } from '../../libraries/contract.ts'
import type { MoveKind } from '../../libraries/rules.ts'
import { libraryLabel, stageLabel } from '../parts/labels.ts'

export function kindLabel(w: Say, kind: MoveKind): string {
  return w(`libraries.kind.${kind}`)
}

/** What a move changes, in words: `储备库 → 建设库`, `在建 → 停工`; of one that only marks, nothing besides its name. */
export function changeText(
  w: Say,
  move: Pick<Move, 'fromLibrary' | 'toLibrary' | 'fromStage' | 'toStage' | 'kind'>,
): string {
  const { fromLibrary, toLibrary, fromStage, toStage } = move
  if (fromLibrary === null) return libraryLabel(w, toLibrary)
  const parts = [
    fromLibrary === toLibrary
      ? null
      : w('libraries.becomes', { from: libraryLabel(w, fromLibrary), to: libraryLabel(w, toLibrary) }),
    fromStage === toStage
      ? null
      : w('libraries.becomes', { from: stageLabel(w, fromStage), to: stageLabel(w, toStage) }),
  ]
  return parts.filter(Boolean).join('，') || libraryLabel(w, toLibrary)
}
