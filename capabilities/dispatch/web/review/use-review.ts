import { useMutation } from '@tanstack/react-query'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow } from '../../contract.ts'
import { dispatch, rereadDispatch } from '../api.ts'

export type Reviewed = Pick<ReportRow, 'id' | 'version' | 'projectName'>

/** Accepts reports of a round, all or nothing; their figures enter the ledger. */
export function useAccepting(roundId: number, whenDone?: () => void) {
  const w = useWords()
  return useMutation({
    mutationFn: (rows: readonly Reviewed[]) =>
      dispatch.acceptReports({
        params: { id: roundId },
        body: { reports: rows.map(({ id, version }) => ({ id, version })) },
      }),
    onSuccess: ({ accepted }, rows) => {
      notify(
        accepted === 1
          ? w('dispatch.acceptedOne', { project: rows[0]!.projectName })
          : w('dispatch.accepted', { count: accepted }),
      )
      whenDone?.()
    },
    onSettled: rereadDispatch,
  })
}

/** Returns one report with a reason. */
export function useReturning(report: Reviewed, whenDone?: () => void) {
  const w = useWords()
  return useMutation({
    mutationFn: (reason: string) =>
      dispatch.returnReport({ params: { id: report.id }, body: { version: report.version, reason } }),
    onSuccess: () => {
      notify(w('dispatch.returnedOne', { project: report.projectName }))
      rereadDispatch()
      whenDone?.()
    },
  })
}
