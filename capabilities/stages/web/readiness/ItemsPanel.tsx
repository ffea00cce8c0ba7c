import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { PreparationItem } from '../../contract/joint-starts.ts'
import { stages } from '../api.ts'
import { stagesChanged } from '../parts/changed.ts'

/** What a start asks for, in this region: items are added, retired and taken up again, each with its reason. */
export function ItemsPanel({ items, onClose }: { items: PreparationItem[]; onClose: () => void }) {
  const w = useWords()
  const [label, setLabel] = useState('')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const hasReason = reason.trim().length >= 2
  const write = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true)
    setProblem(null)
    try {
      await work()
      stagesChanged()
      notify(done)
      setLabel('')
    } catch (error) {
      setProblem(error)
    }
    setBusy(false)
  }
  const add = () =>
    write(
      async () => await stages.addPreparationItem({ body: { label: label.trim(), reason: reason.trim() } }),
      w('stages.ready.itemAdded', { item: label.trim() }),
    )
  const retire = ({ code, label: item, isRetired }: PreparationItem) =>
    write(
      async () =>
        await stages.editPreparationItem({ params: { code }, body: { isRetired: !isRetired, reason: reason.trim() } }),
      w('stages.ready.itemEdited', { item }),
    )
  return (
    <SidePanel title={w('stages.ready.keep')} note={w('stages.ready.keepNote')} onClose={onClose}>
      <div className="form">
        {problem !== null && <ErrorNote problem={problem} />}
        <Field label={w('stages.ready.itemReason')} required>
          {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
        </Field>
        <Field label={w('stages.ready.newItem')}>
          {(field) => (
            <span className="item-add">
              <TextInput {...field} value={label} onChange={setLabel} maxLength={20} />
              <Button busy={busy} disabled={!hasReason || label.trim() === ''} onClick={() => void add()}>
                {w('stages.ready.add')}
              </Button>
            </span>
          )}
        </Field>
      </div>
      <ul className="preparation-list">
        {items.map((item) => (
          <li key={item.code}>
            <p>
              <b>{item.label}</b>
              <span>{item.isRetired && w('stages.ready.retired')}</span>
              <Button kind="quiet" size="s" disabled={!hasReason || busy} onClick={() => void retire(item)}>
                {w(item.isRetired ? 'stages.ready.revive' : 'stages.ready.retire')}
              </Button>
            </p>
          </li>
        ))}
      </ul>
    </SidePanel>
  )
}
