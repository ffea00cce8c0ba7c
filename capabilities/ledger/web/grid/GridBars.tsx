import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { headingOf } from './fields.ts'
import type { LedgerGridData } from './use-ledger-grid.ts'
import { useOwnColumns } from './use-own-columns.ts'

/** What is said above the rows: others have moved some, cells were refused, rows could not be read. */
export function GridBars({ data }: { data: LedgerGridData }) {
  const w = useWords()
  const { own } = useOwnColumns()
  const [all, setAll] = useState(false)
  const { desk, rows, waiting, adopt } = data
  const { problems } = desk
  return (
    <>
      {waiting > 0 && (
        <div className="lg-bar no-print" role="status">
          <span>{w('grid.waiting', { count: waiting })}</span>
          <Button size="s" kind="quiet" onClick={adopt}>
            {w('grid.update')}
          </Button>
        </div>
      )}
      {data.problem && data.order ? <ErrorNote problem={data.problem} onRetry={data.retry} /> : null}
      {rows.problem && data.order ? <ErrorNote problem={rows.problem} onRetry={() => rows.retry()} /> : null}
      {problems.length > 0 && (
        <div className="lg-bar lg-bar-problem no-print" role="alert">
          <div>
            <strong>{w('grid.refused', { count: problems.length })}</strong>
            <ul>
              {problems.slice(0, all ? 200 : 3).map(({ projectId, field, message }) => (
                <li key={`${projectId}:${field}`}>
                  {rows.row(projectId)?.cells.name ?? projectId} · {headingOf(w, field, own)}：{message}
                </li>
              ))}
            </ul>
          </div>
          {problems.length > 3 && !all && (
            <Button size="s" kind="quiet" onClick={() => setAll(true)}>
              {w('grid.allProblems')}
            </Button>
          )}
          <Button size="s" kind="quiet" onClick={desk.clearProblems}>
            {w('kit.close')}
          </Button>
        </div>
      )}
    </>
  )
}
