import { useState } from 'react'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import type { GridColumn } from '#platform/web/kit/grid/types.ts'
import { Segmented, TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { GridRow } from '../../grid/contract.ts'
import { cellKey, type EditDesk, type Question } from './edit-desk.ts'
import type { RowWindow } from './row-window.ts'

type Props = { desk: EditDesk; rows: RowWindow; columns: readonly GridColumn<GridRow>[] }

/** What stands between an edit and the ledger: a reason that is due, or what somebody else wrote meanwhile. */
export function EditQuestions(props: Props) {
  const { question } = props.desk
  if (question === null) return null
  if (question.kind === 'reason') return <ReasonDialog {...props} question={question} />
  return <ConflictDialog {...props} question={question} />
}

function ReasonDialog({ desk, columns, question }: Props & { question: Extract<Question, { kind: 'reason' }> }) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const fields = new Set(question.waiting.cells.map(({ field }) => field))
  const named = columns.filter(({ key }) => fields.has(key)).map(({ title }) => title)
  return (
    <Dialog
      title={w('grid.reason.title', { columns: named.slice(0, 4).join('、') })}
      confirm={w('ledger.edit.save')}
      disabled={reason.trim().length < 2}
      problem={question.problem}
      onConfirm={() => desk.giveReason(reason.trim())}
      onClose={() => desk.drop()}
    >
      <Field label={w('ledger.edit.reason')} hint={w('ledger.edit.reasonNeeded')} required>
        {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} autoFocus />}
      </Field>
    </Dialog>
  )
}

/** Cell by cell: what one wrote beside what stands there now; what is not contested is written in either case. */
function ConflictDialog({
  desk,
  rows,
  columns,
  question,
}: Props & { question: Extract<Question, { kind: 'conflict' }> }) {
  const w = useWords()
  const { conflicts, waiting } = question
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set())
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const textOf = (id: number, field: string, value: string | null) => {
    const row = rows.row(id)
    const text = row ? byKey.get(field)?.text({ ...row, cells: { ...row.cells, [field]: value } }) : value
    return text || w('ledger.emptyValue')
  }
  const choose = (key: string, side: 'mine' | 'theirs') => {
    const next = new Set(mine)
    if (side === 'mine') next.add(key)
    else next.delete(key)
    setMine(next)
  }
  return (
    <Dialog
      title={w('grid.conflict.title', { count: conflicts.length })}
      confirm={w(mine.size > 0 ? 'grid.conflict.overwrite' : 'grid.conflict.take', { count: mine.size })}
      onConfirm={() => desk.settle(mine)}
      onClose={() => desk.drop()}
    >
      <p>
        {w('grid.conflict.text')}
        {waiting.cells.length > conflicts.length &&
          w('grid.conflict.others', { count: waiting.cells.length - conflicts.length })}
      </p>
      <p>
        <Button size="s" onClick={() => setMine(new Set())}>
          {w('grid.conflict.allTheirs')}
        </Button>{' '}
        <Button size="s" onClick={() => setMine(new Set(conflicts.map(cellKey)))}>
          {w('grid.conflict.allMine')}
        </Button>
      </p>
      <ul className="lg-conflicts">
        {conflicts.map((conflict) => {
          const { projectId, field, yours, theirs, by, at } = conflict
          const key = cellKey(conflict)
          return (
            <li key={key}>
              <b>{rows.row(projectId)?.cells.name ?? `#${projectId}`}</b>
              <small>{byKey.get(field)?.title ?? field}</small>
              <dl>
                <dt>{w('ledger.conflict.yours')}</dt>
                <dd>{textOf(projectId, field, yours)}</dd>
                <dt>{by ? w('ledger.conflict.theirs', { by, at: instantText(at) }) : w('grid.conflict.now')}</dt>
                <dd>{textOf(projectId, field, theirs)}</dd>
              </dl>
              <Segmented
                label={`${rows.row(projectId)?.cells.name ?? projectId} ${byKey.get(field)?.title ?? field}`}
                value={mine.has(key) ? 'mine' : 'theirs'}
                onChange={(side) => choose(key, side === 'mine' ? 'mine' : 'theirs')}
                options={[
                  { value: 'theirs', label: w('grid.conflict.theirs') },
                  { value: 'mine', label: w('grid.conflict.mine') },
                ]}
              />
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
