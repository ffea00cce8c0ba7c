import { useState } from 'react'
import type { Reply } from '#platform/http/contract.ts'
import { ApiProblem } from '#platform/web/client.ts'
import { queries } from '#platform/web/query.ts'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OneOffRow, oneOffRoutes } from '../../one-off/contract.ts'
import { ledger } from '../api.ts'

export type Draft = { projectId: number; columnId: number; text: string; wrong: string | null }
type Rows = Reply<(typeof oneOffRoutes)['listOneOffRows']>
type Refused = { projectId: number; field: string; message?: string; theirs?: string | null }

export const cellKey = (projectId: number, columnId: number) => `${projectId}/${columnId}`

/**
 * What is typed and not saved yet, cell by cell. Leaving a cell saves it; of a pasted block the cells that are refused stay with their
 * reason, and the rest is saved without them.
 */
export function useFilling(formId: number, rows: readonly OneOffRow[], queryKey: readonly unknown[]) {
  const w = useWords()
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map())
  const [saving, setSaving] = useState(0)
  const [problem, setProblem] = useState<unknown>(null)
  const put = (changed: readonly Draft[]) =>
    setDrafts((now) => new Map([...now, ...changed.map((one) => [cellKey(one.projectId, one.columnId), one] as const)]))
  const drop = (saved: readonly Draft[]) =>
    setDrafts((now) => {
      const left = new Map(now)
      for (const { projectId, columnId, text } of saved) {
        const key = cellKey(projectId, columnId)
        // typed on while it was being saved: that is still to be saved
        if (left.get(key)?.text === text) left.delete(key)
      }
      return left
    })
  const send = async (cells: readonly Draft[], known: readonly OneOffRow[]): Promise<void> => {
    const seenOf = ({ projectId, columnId }: Draft) =>
      known.find((row) => row.projectId === projectId)?.cells[columnId] ?? null
    const changed = cells.filter((cell) => (seenOf(cell) ?? '') !== cell.text.trim())
    drop(cells.filter((cell) => !changed.includes(cell)))
    if (changed.length === 0) return
    try {
      await write(
        formId,
        queryKey,
        changed.map((cell) => ({ ...cell, seen: seenOf(cell) })),
      )
      drop(changed)
      setProblem(null)
    } catch (caught) {
      if (caught instanceof ApiProblem && caught.code === 'nothing_changed') return drop(changed)
      const refused = refusedOf(caught)
      if (refused.length === 0) return setProblem(caught)
      const reasonOf = (cell: Draft) => reasonIn(w, refused, cell)
      put(changed.flatMap((cell) => (reasonOf(cell) === null ? [] : [{ ...cell, wrong: reasonOf(cell) }])))
      if ((caught as ApiProblem).code === 'cells_changed') await queries.invalidateQueries({ queryKey })
      const rest = changed.filter((cell) => reasonOf(cell) === null)
      if (rest.length < changed.length) await send(rest, known)
    }
  }
  const save = async (cells: readonly Draft[]) => {
    setSaving((count) => count + 1)
    try {
      await send(cells, rows)
    } finally {
      setSaving((count) => count - 1)
    }
  }
  return { drafts, put, save, saving: saving > 0, problem }
}

/** Writes the cells and shows their rows as they now stand. */
async function write(
  formId: number,
  queryKey: readonly unknown[],
  changed: readonly (Draft & { seen: string | null })[],
): Promise<void> {
  const cells = changed.map(({ projectId, columnId, seen, text }) => ({
    projectId,
    columnId,
    seen,
    value: text.trim() || null,
  }))
  const { items } = await ledger.fillOneOffForm({ params: { id: formId }, body: { cells } })
  queries.setQueryData(
    queryKey,
    (before: Rows | undefined) => before && { ...before, items: merged(before.items, items) },
  )
  for (const route of [ledger.listOneOffForms, ledger.readOneOffProgress, ledger.readOneOffForm])
    void queries.invalidateQueries({ queryKey: route.key() })
}

function reasonIn(w: Say, refused: readonly Refused[], { projectId, columnId }: Draft): string | null {
  const one = refused.find((cell) => cell.projectId === projectId && cell.field === `own.${columnId}`)
  if (!one) return null
  return one.message ?? w('oneOff.theirs', { value: one.theirs ?? w('oneOff.nothing') })
}

function merged(before: readonly OneOffRow[], changed: readonly OneOffRow[]): OneOffRow[] {
  const now = new Map(changed.map((row) => [row.projectId, row]))
  return before.map((row) => now.get(row.projectId) ?? row)
}

function refusedOf(caught: unknown): Refused[] {
  const cells = caught instanceof ApiProblem ? caught.details?.cells : null
  return Array.isArray(cells) ? (cells as Refused[]) : []
}
