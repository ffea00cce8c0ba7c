import { conflict } from '#kernel/problem.ts'
import type { AssessedMerge } from '../merge/assess-merge.ts'
import type { StoredImport } from '../store/imports.ts'
import type { Assessment } from './assess.ts'

/** The numbers shown in the preview are the numbers written; when the ledger moved on in between, the person looks again. */
export function refuseChangedSince(
  stored: StoredImport,
  { summary, merge }: Assessment,
  given: { at: string; digest: string } | undefined,
): void {
  const seen = given ?? stored.answers.merge?.seen
  if (merge && seen) refuseMergeChangedSince(merge, seen)
  else if (JSON.stringify(sorted(stored.summary)) !== JSON.stringify(sorted(summary)))
    throw conflict('ledger_changed_since_preview', '预览之后台账有了变化，本次没有写入。请核对新的差异后再写入。', {
      summary,
    })
}

/** Names what the ledger changed under the decisions: they were made on another value. */
function refuseMergeChangedSince(merge: AssessedMerge, seen: { at: string; digest: string }): void {
  if (merge.seen.digest === seen.digest) return
  const since = merge.cells.filter(({ changed }) => changed && new Date(changed.at) >= new Date(seen.at))
  const named = since.slice(0, 3).map(({ projectId, column, changed }) => {
    const name = merge.projects.find(({ id }) => id === projectId)?.name ?? ''
    return `“${name}”的${merge.columnOf.get(column)?.heading ?? column}（${changed!.by}）`
  })
  const which = named.length > 0 ? `：${named.join('、')}${since.length > 3 ? '等' : ''}` : ''
  throw conflict('ledger_changed_since_preview', `预览之后台账有了变化${which}，本次没有写入。请核对后再写入。`, {
    cells: since.slice(0, 50).map(({ key }) => key),
  })
}

function sorted(summary: object | null): unknown {
  return summary && Object.entries(summary).sort(([a], [b]) => (a < b ? -1 : 1))
}
