import type { ComponentType } from 'react'
import type { Permission } from '#platform/access/permissions.ts'
import type { Say } from '#platform/web/words/catalogue.ts'

export type SelectedProject = { id: number; name: string }
/** Something that may be done with the ticked projects; its dialog is mounted while it is asked. */
export type SelectionAction = {
  key: string
  label: (w: Say) => string
  needs: Permission
  Dialog: ComponentType<{ projects: readonly SelectedProject[]; onClose: () => void; onDone: () => void }>
}

const actions: SelectionAction[] = []

/** The ledger comes before the capabilities that act on its projects: whoever puts the screens together plugs in what those can do. */
export function plugSelectionAction(action: SelectionAction): void {
  if (!actions.some(({ key }) => key === action.key)) actions.push(action)
}

export function selectionActions(): readonly SelectionAction[] {
  return actions
}
