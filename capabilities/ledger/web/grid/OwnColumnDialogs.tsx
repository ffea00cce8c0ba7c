import { useState } from 'react'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords, words } from '#platform/web/words/use-words.ts'
import type { OwnColumn } from '../../grid/contract.ts'
import { ledger } from '../api.ts'
import { useOrganisations } from '../parts/use-organisations.ts'

const KINDS = ['text', 'longText', 'choice', 'yesNo', 'date', 'amount', 'number'] as const
type Kind = (typeof KINDS)[number]

type Props = {
  /** Null: a new column. */
  column: OwnColumn | null
  onClose: () => void
  onDone: (column: OwnColumn) => void
}

/** A column of the office's own, in seconds: its heading and what stands in it. */
export function OwnColumnDialog({ column, onClose, onDone }: Props) {
  const w = useWords()
  const me = useMe()
  const { all } = useOrganisations()
  const [heading, setHeading] = useState(column?.heading ?? '')
  const [kind, setKind] = useState<Kind>(column?.kind ?? 'text')
  const [choices, setChoices] = useState(column?.choices.join('\n') ?? '')
  const [unit, setUnit] = useState(column?.unit ?? '')
  const [orgId, setOrgId] = useState(String(column?.orgId ?? me.organisation.id))
  const { busy, problem, run } = useAct()
  const listed = [
    ...new Set(
      choices
        .split(/[\n,，、;；]/)
        .map((choice) => choice.trim())
        .filter(Boolean),
    ),
  ]
  const save = () =>
    run(async () => {
      const given = { heading: heading.trim(), choices: kind === 'choice' ? listed : [], unit: unit.trim() || null }
      const saved = column
        ? await ledger.changeOwnColumn({ params: { id: column.id }, body: given })
        : await ledger.createOwnColumn({ body: { ...given, kind, orgId: Number(orgId) } })
      await columnsChanged()
      onDone(saved)
    })
  return (
    <Dialog
      title={w(column ? 'grid.own.changeTitle' : 'grid.own.newTitle')}
      confirm={w(column ? 'grid.own.save' : 'grid.own.create')}
      busy={busy}
      disabled={heading.trim() === '' || (kind === 'choice' && listed.length === 0)}
      problem={problem}
      onConfirm={save}
      onClose={onClose}
    >
      <Field label={w('grid.own.heading')} required>
        {(field) => <TextInput {...field} value={heading} onChange={setHeading} maxLength={40} />}
      </Field>
      {!column && (
        <Field label={w('grid.own.kind')}>
          {(field) => (
            <Select
              {...field}
              value={kind}
              onChange={(next) => next !== '' && setKind(next)}
              options={KINDS.map((value) => ({ value, label: w(`grid.own.kind.${value}`) }))}
            />
          )}
        </Field>
      )}
      {kind === 'choice' && (
        <Field label={w('grid.own.choices')} hint={w('grid.own.choicesHint', { count: listed.length })} required>
          {(field) => <TextArea {...field} rows={5} value={choices} onChange={setChoices} />}
        </Field>
      )}
      {kind === 'number' && (
        <Field label={w('grid.own.unit')}>
          {(field) => <TextInput {...field} value={unit} onChange={setUnit} maxLength={10} />}
        </Field>
      )}
      {!column && (
        <Field label={w('grid.own.org')} hint={w('grid.own.orgHint')}>
          {(field) => (
            <Select
              {...field}
              value={orgId}
              onChange={setOrgId}
              options={all.map((org) => ({ value: String(org.id), label: org.name }))}
            />
          )}
        </Field>
      )}
    </Dialog>
  )
}

/** Drops a column; for thirty days it can be brought back with its values. */
export function DropColumnDialog({
  column,
  onClose,
  onDone,
}: {
  column: OwnColumn
  onClose: () => void
  onDone: () => void
}) {
  const w = useWords()
  const { busy, problem, run } = useAct()
  const drop = () =>
    run(async () => {
      const { filled } = await ledger.dropOwnColumn({ params: { id: column.id } })
      await columnsChanged()
      notify(w('grid.own.wasDropped', { name: column.heading, count: filled }), { undo: () => void restore(column) })
      onDone()
    })
  return (
    <Dialog
      title={w('grid.own.dropTitle', { name: column.heading })}
      confirm={w('grid.own.dropConfirm')}
      danger
      busy={busy}
      problem={problem}
      onConfirm={drop}
      onClose={onClose}
    >
      <p>{w('grid.own.dropText')}</p>
    </Dialog>
  )
}

/** Dropped columns that can still be brought back. */
export function DroppedColumns({ dropped, onClose }: { dropped: readonly OwnColumn[]; onClose: () => void }) {
  const w = useWords()
  const [problem, setProblem] = useState<unknown>(null)
  return (
    <SidePanel title={w('grid.own.dropped')} note={w('grid.own.droppedNote')} onClose={onClose}>
      {problem ? <ErrorNote problem={problem} /> : null}
      <ul className="lg-edits">
        {dropped.map((column) => (
          <li key={column.id}>
            <span>
              <b>{column.heading}</b>
              <small>
                {column.orgName} · {w('grid.own.droppedAt', { at: instantText(column.droppedAt) })}
              </small>
            </span>
            <Button size="s" onClick={() => void restore(column).catch(setProblem)}>
              {w('grid.own.restore')}
            </Button>
          </li>
        ))}
        {dropped.length === 0 && <li className="no-value">{w('grid.own.noneDropped')}</li>}
      </ul>
    </SidePanel>
  )
}

async function restore(column: OwnColumn): Promise<void> {
  await ledger.restoreOwnColumn({ params: { id: column.id } })
  await columnsChanged()
  notify(words('grid.own.restored', { name: column.heading }))
}

async function columnsChanged(): Promise<void> {
  await queries.invalidateQueries({ queryKey: ledger.listOwnColumns.key() })
}

function useAct() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const run = (act: () => Promise<void>) => {
    setBusy(true)
    act().catch((error: unknown) => {
      setProblem(error)
      setBusy(false)
    })
  }
  return { busy, problem, run }
}
