import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { Link } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Preparation, PreparationItem, ReadinessRow } from '../../contract/joint-starts.ts'
import { stages } from '../api.ts'
import { stagesChanged } from '../parts/changed.ts'
import { countyLabel, partialText } from '../parts/labels.ts'

type Props = { row: ReadinessRow; items: PreparationItem[]; onClose: () => void }

/** What one project has in hand, item by item; who may write it records what came. */
export function PreparationPanel({ row, items, onClose }: Props) {
  const w = useWords()
  const note = [
    countyLabel(w, row.countyName),
    row.plannedStart && w('stages.rate.plannedOn', { date: partialText(row.plannedStart) }),
    row.sponsor && w('stages.sponsor', { name: row.sponsor }),
  ]
  return (
    <SidePanel
      title={row.name}
      note={note.filter(Boolean).join('　')}
      width="l"
      onClose={onClose}
      foot={<Link to={`/projects/${row.projectId}`}>{w('stages.toProject')}</Link>}
    >
      <ul className="preparation-list">
        {items
          .filter(({ code, isRetired }) => !isRetired || row.preparation.some((one) => one.code === code))
          .map((item) => (
            <Item
              key={item.code}
              projectId={row.projectId}
              item={item}
              known={row.preparation.find(({ code }) => code === item.code)}
              mayEdit={row.mayEdit && !item.isRetired}
            />
          ))}
      </ul>
    </SidePanel>
  )
}

type ItemProps = { projectId: number; item: PreparationItem; known: Preparation | undefined; mayEdit: boolean }

function Item({ projectId, item, known, mayEdit }: ItemProps) {
  const w = useWords()
  const [editing, setEditing] = useState(false)
  const facts = [
    known?.doneOn && w('stages.ready.done', { day: known.doneOn }),
    !known?.doneOn && known?.plannedOn && w('stages.ready.planned', { day: known.plannedOn }),
    known?.document,
    known?.note,
  ].filter(Boolean)
  return (
    <li>
      <p>
        <span className={known?.doneOn ? 'item-done' : 'item-missing'} aria-hidden="true">
          {known?.doneOn ? '✓' : '✗'}
        </span>
        <b>{item.label}</b>
        <span>{facts.length > 0 ? facts.join('　') : w('stages.ready.notDone')}</span>
        {mayEdit && !editing && (
          <Button kind="quiet" size="s" onClick={() => setEditing(true)}>
            {w('stages.ready.record')}
          </Button>
        )}
      </p>
      {editing && <ItemForm projectId={projectId} item={item} known={known} onDone={() => setEditing(false)} />}
    </li>
  )
}

type FormProps = Omit<ItemProps, 'mayEdit'> & { onDone: () => void }

function ItemForm({ projectId, item, known, onDone }: FormProps) {
  const w = useWords()
  const [doneOn, setDoneOn] = useState(known?.doneOn ?? '')
  const [plannedOn, setPlannedOn] = useState(known?.plannedOn ?? '')
  const [document, setDocument] = useState(known?.document ?? '')
  const [note, setNote] = useState(known?.note ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const save = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const body = {
        doneOn: doneOn || null,
        plannedOn: plannedOn || null,
        document: document.trim(),
        note: note.trim(),
      }
      await stages.recordPreparation({ params: { id: projectId, item: item.code }, body })
      stagesChanged()
      notify(w('stages.ready.saved', { item: item.label }))
      onDone()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <form
      className="preparation-form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {problem !== null && <ErrorNote problem={problem} />}
      <Field label={w('stages.ready.doneField')}>
        {(field) => <DateInput {...field} value={doneOn} max={dateInChina(new Date())} onChange={setDoneOn} />}
      </Field>
      <Field label={w('stages.ready.plannedField')}>
        {(field) => <DateInput {...field} value={plannedOn} onChange={setPlannedOn} />}
      </Field>
      <Field label={w('stages.line.document')}>
        {(field) => <TextInput {...field} value={document} onChange={setDocument} maxLength={200} />}
      </Field>
      <Field label={w('stages.line.note')}>
        {(field) => <TextInput {...field} value={note} onChange={setNote} maxLength={300} />}
      </Field>
      <span>
        <Button kind="primary" size="s" type="submit" busy={busy}>
          {w('stages.save')}
        </Button>
        <Button size="s" onClick={onDone}>
          {w('stages.cancel')}
        </Button>
      </span>
    </form>
  )
}
