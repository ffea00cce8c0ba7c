import type { ComponentType } from 'react'

/** A part of a project's page that comes from a later capability. */
export type ProjectPanel = ComponentType<{ projectId: number }>
const panels: { key: string; panel: ProjectPanel }[] = []

/** The ledger comes before what follows projects: whoever puts the screens together plugs in what those know of one. */
export function registerProjectPanel(key: string, panel: ProjectPanel): void {
  if (!panels.some((known) => known.key === key)) panels.push({ key, panel })
}

/** In the order in which they were registered. */
export function projectPanels(): readonly { key: string; panel: ProjectPanel }[] {
  return panels
}
