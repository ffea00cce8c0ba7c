import type { ComponentType } from 'react'
import type { Permission } from '#platform/access/permissions.ts'
import type { WordKey } from '#platform/web/words/catalogue.ts'
import type { Project } from '../contract.ts'

/** What a later capability shows of one project on its page. */
export type ProjectPanel = {
  /** Its anchor: `/projects/3#papers`. */
  id: string
  title: WordKey
  /** Its place among the page's own sections: standing 10, words 20, figures 30, facts 80, history 90. */
  order: number
  /** Shown only to those who may. */
  needs?: Permission
  Panel: ComponentType<{ project: Project }>
  /** A few characters beside its name at the top of the page (`6/8`): what one must know without going there. */
  Glance?: ComponentType<{ project: Project }>
  /** Without a heading of the page's own: the panel has one. */
  bare?: boolean
}

/** A row of the printed sheet (一项目一表) that comes from a later capability. All sheets of one printing are asked for together. */
export type SheetPart = ComponentType<{ projectId: number; allIds: readonly number[] }>
type SheetParts = { approvals: SheetPart; photos: SheetPart }

const panels: ProjectPanel[] = []
let sheet: SheetParts | null = null

/** The ledger comes before those who know more of a project: whoever puts the screens together registers what they show of it. */
export function registerProjectPanel(panel: ProjectPanel): void {
  const at = panels.findIndex(({ id }) => id === panel.id)
  if (at >= 0) panels.splice(at, 1)
  panels.push(panel)
}

export function projectPanels(): readonly ProjectPanel[] {
  return panels
}

export function plugSheetParts(parts: SheetParts): void {
  sheet = parts
}

export function sheetParts(): SheetParts | null {
  return sheet
}
