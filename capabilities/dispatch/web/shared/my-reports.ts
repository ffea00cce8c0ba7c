import { useQuery } from '@tanstack/react-query'
import { ApiProblem } from '#platform/web/client.ts'
import { queries } from '#platform/web/query.ts'
import type { Report, ReportRow } from '../../contract.ts'
import { dispatch, rereadDispatch } from '../api.ts'
import type { Send, Sent } from '../model/grid-session.ts'
import type { Refusal } from '../model/grid-state.ts'

const PAGE = 500

/** All reports of a round that the person may fill, in an order that does not change while one works: organisation, then project. */
export function useMyReports(roundId: number, enabled = true) {
  return useQuery({
    enabled,
    queryKey: keyOf(roundId),
    queryFn: ({ signal }) => readAll(roundId, signal),
    staleTime: 5_000,
  })
}

function keyOf(roundId: number): readonly unknown[] {
  return [...dispatch.listReports.key(), 'mine', roundId]
}

async function readAll(roundId: number, signal: AbortSignal): Promise<ReportRow[]> {
  const rows: ReportRow[] = []
  let cursor: string | undefined
  do {
    const query = { mine: 'true', limit: PAGE, cursor } as const
    const page = await dispatch.listReports({ params: { id: roundId }, query }, { signal })
    rows.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  // reports were made in the order of organisations; anomalies first would shuffle the rows under the hand
  return rows.sort((a, b) => a.id - b.id)
}

/** Rows the server has just given: the lists already read follow, so that no page starts from an older version. */
export function rememberRows(roundId: number, rows: readonly ReportRow[]): void {
  const byId = new Map(rows.map((row) => [row.id, row]))
  queries.setQueryData<ReportRow[]>(keyOf(roundId), (known) =>
    known?.map((row) => ({ ...row, ...pick(row, byId.get(row.id)) })),
  )
}

/** A report's page carries more than its row; only what a row has goes into the list. */
function pick(row: ReportRow, next: ReportRow | undefined): Partial<ReportRow> {
  if (!next) return {}
  return Object.fromEntries(Object.keys(row).map((key) => [key, next[key as keyof ReportRow]]))
}

/** Saves or submits many rows of a round. */
export function gridSender(roundId: number): Send {
  return async (rows, mode) => {
    try {
      const { rows: kept } = await dispatch.saveGrid({ params: { id: roundId }, body: { ...mode, rows } })
      rememberRows(roundId, kept)
      for (const { id } of kept)
        queries.removeQueries({ queryKey: dispatch.readReport.key({ params: { id } }), type: 'inactive' })
      if (mode.submit) rereadDispatch()
      return { kept, refused: [] }
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'rows_refused') return refusedOf(error)
      throw error
    }
  }
}

type WireRefusal = { id: number; code: string; message: string; details?: Partial<Refusal> }

function refusedOf(problem: ApiProblem): Sent {
  const rows = problem.details?.rows as WireRefusal[]
  return { kept: [], refused: rows.map(({ id, code, message, details }) => ({ id, code, message, ...details })) }
}

/** What concerns the deadline or the way to the server is no refusal of the row. */
const ABOUT_ALL = new Set(['deadline_passed', 'network', 'unreadable', 'sign_in_needed'])

/** Saves or submits one report. */
export function reportSender(roundId: number, whenKept: (report: Report) => void): Send {
  return async (rows, { submit, acceptLate }) => {
    const { id, ...body } = rows[0]!
    const params = { id }
    try {
      const report = submit
        ? await dispatch.submitReport({ params, body: { ...body, acceptLate } })
        : await dispatch.saveReport({ params, body })
      whenKept(report)
      rememberRows(roundId, [report])
      if (submit) rereadDispatch()
      return { kept: [report], refused: [] }
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status >= 500 || ABOUT_ALL.has(error.code)) throw error
      // submitted or reviewed by somebody else meanwhile: the page shows how it stands now
      if (error.status === 409 && error.code !== 'edit_conflict') rereadDispatch()
      return {
        kept: [],
        refused: [{ id, code: error.code, message: error.message, ...(error.details as Partial<Refusal>) }],
      }
    }
  }
}
