import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ApprovalBoardShape, ProjectPapers } from '../../contract.ts'
import { APPROVAL_GROUPS, type ApprovalGroup, type ApprovalKind } from '../../vocabulary.ts'
import { approvalLabel, dateWords } from '../labels.ts'
import { StateDialog } from './StateDialog.tsx'
import { StateMark } from './StateMark.tsx'

type Approval = ApprovalBoardShape['approvals'][number]
type Props = {
  projectId: number
  data: ProjectPapers
  onOpen: (paperId: number) => void
  onEnter: (kind: ApprovalKind) => void
}

/** Every approval of the project by phase: how far it is, and the paper that says so. */
export function ApprovalTable({ projectId, data, onOpen, onEnter }: Props) {
  const w = useWords()
  const [all, setAll] = useState(false)
  const [saying, setSaying] = useState<Approval | null>(null)
  const { approvals, counts } = data.board
  const shown = all ? approvals : approvals.filter(({ counts: does, state }) => does || state === 'notNeeded')
  return (
    <div className="approvals">
      <div className="papers-head">
        <h3>
          {w('papers.boardTitle')}
          <span className="approvals-count" title={w('papers.countMeans')}>
            {w('papers.count', counts)}
          </span>
        </h3>
        <p className="approvals-parts">
          {[
            counts.inProgress > 0 && w('papers.inProgressCount', { count: counts.inProgress }),
            counts.todo > 0 && w('papers.todoCount', { count: counts.todo }),
            counts.notNeeded > 0 && w('papers.notNeededCount', { count: counts.notNeeded }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <table className="approvals-table">
        <thead>
          <tr>
            <th>{w('papers.approvalColumn')}</th>
            <th>{w('papers.stateColumn')}</th>
            <th>{w('papers.number')}</th>
            <th>{w('papers.issuer')}</th>
            <th>{w('papers.issuedOn')}</th>
            <th>{w('papers.expiresOn')}</th>
          </tr>
        </thead>
        {(Object.keys(APPROVAL_GROUPS) as ApprovalGroup[]).map((group) => {
          const rows = shown.filter(({ kind }) => (APPROVAL_GROUPS[group] as readonly string[]).includes(kind))
          return rows.length === 0 ? null : (
            <tbody key={group} aria-label={w(`papers.group.${group}`)}>
              {rows.map((approval) => (
                <ApprovalRow
                  key={approval.kind}
                  approval={approval}
                  rights={data}
                  onOpen={onOpen}
                  onEnter={() => onEnter(approval.kind)}
                  onSay={() => setSaying(approval)}
                />
              ))}
            </tbody>
          )
        })}
      </table>
      <Button kind="quiet" size="s" className="no-print approvals-all" onClick={() => setAll(!all)}>
        {all ? w('papers.showCounted') : w('papers.showAll', { count: approvals.length })}
      </Button>
      {saying && <StateDialog projectId={projectId} approval={saying} onClose={() => setSaying(null)} />}
    </div>
  )
}

type RowProps = {
  approval: Approval
  rights: Pick<ProjectPapers, 'mayAdd' | 'mayWrite' | 'papers'>
  onOpen: (paperId: number) => void
  onEnter: () => void
  onSay: () => void
}

function ApprovalRow({ approval, rights, onOpen, onEnter, onSay }: RowProps) {
  const w = useWords()
  const { kind, state, validity, papers, note, expectedOn } = approval
  const [first] = papers
  const name = approvalLabel(w, kind)
  const hasFile = (id: number) => (rights.papers.find((paper) => paper.id === id)?.files.length ?? 0) > 0
  return (
    <tr className={`approval-${state}`}>
      <th scope="row">
        {first ? (
          <button type="button" className="papers-link" onClick={() => onOpen(first.id)}>
            {name}
          </button>
        ) : (
          name
        )}
        {papers.length > 1 && <small> ×{papers.length}</small>}
      </th>
      <td>
        <StateMark state={state} />
      </td>
      {first ? (
        <>
          <td data-label={w('papers.number')}>
            {first.number ?? <span className="no-value">{w('papers.noNumber')}</span>}
            {!hasFile(first.id) && <small className="approval-nofile">{w('papers.noFile')}</small>}
          </td>
          <td data-label={w('papers.issuer')}>{first.issuer ?? ''}</td>
          <td data-label={w('papers.issuedOn')}>{dateWords(first.issuedOn)}</td>
          <td data-label={w('papers.expiresOn')} className={`validity-${validity}`}>
            {dateWords(first.expiresOn)}
          </td>
        </>
      ) : (
        <td colSpan={4} className="approval-open">
          <span>
            {[note, expectedOn && w('papers.expected', { date: dateWords(expectedOn) })].filter(Boolean).join('；')}
          </span>
          <span className="approval-acts no-print">
            {rights.mayAdd && state !== 'notNeeded' && (
              <Button kind="quiet" size="s" aria-label={w('papers.registerOf', { approval: name })} onClick={onEnter}>
                {w('papers.register')}
              </Button>
            )}
            {rights.mayWrite && (
              <Button kind="quiet" size="s" aria-label={w('papers.setStateOf', { approval: name })} onClick={onSay}>
                {w('papers.setState')}
              </Button>
            )}
          </span>
        </td>
      )}
    </tr>
  )
}
