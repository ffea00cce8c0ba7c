import { useQuery } from '@tanstack/react-query'
import { useWords } from '#platform/web/words/use-words.ts'
import { papers } from './api.ts'
import { approvalLabel } from './labels.ts'

export { approvalLabel, approvalOptions } from './labels.ts'
export { PapersPanel } from './PapersPanel.tsx'

/** `6/8` beside the name of the section, with ! where something is to be looked at. */
export function PapersGlance({ project }: { project: { id: number } }) {
  const w = useWords()
  const { data } = useQuery(papers.listPapers.query({ params: { id: project.id } }))
  if (!data) return null
  const { counts, warnings } = data.board
  return (
    <span title={warnings.length > 0 ? w('papers.warnCount', { count: warnings.length }) : w('papers.countMeans')}>
      {w('papers.count', counts)}
      {warnings.length > 0 && <b className="glance-warns"> !</b>}
    </span>
  )
}

/** 手续办理 on the printed sheet: how many, what is under way and what is missing. */
export function SheetApprovals({ projectId, allIds }: { projectId: number; allIds: readonly number[] }) {
  const w = useWords()
  const { data } = useQuery(papers.readApprovalCounts.query({ query: { projects: allIds.join(',') as never } }))
  const board = data?.items.find((item) => item.projectId === projectId)?.board
  if (!board) return null
  const named = (state: 'inProgress' | 'todo') =>
    board.approvals
      .filter((approval) => approval.counts && approval.state === state)
      .map(({ kind }) => approvalLabel(w, kind).replace(/（.*）/, ''))
      .join('、')
  const [inProgress, missing] = [named('inProgress'), named('todo')]
  return (
    <>
      {w('papers.sheet.counts', board.counts)}
      {inProgress && `；${w('papers.sheet.inProgress', { names: inProgress })}`}
      {missing && `；${w('papers.sheet.missing', { names: missing })}`}
      {!inProgress && !missing && `；${w('papers.sheet.all')}`}
      {'。'}
    </>
  )
}
