import { useState } from 'react'
import type { FullTemplate } from '#capabilities/bulletins/contract.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

type Props = {
  held: FullTemplate | null
  note: string
  busy: boolean
  problem: unknown
  onSave: (note: string) => void
  onClose: () => void
}

/** 改了什么: the one thing a version cannot say by itself. */
export function SaveDialog({ held, note: begun, busy, problem, onSave, onClose }: Props) {
  const w = useWords()
  const [note, setNote] = useState(begun)
  const version = nextVersion(held)
  const means = !held ? 'templates.saveNew' : held.version === null ? 'templates.saveReady' : 'templates.saveText'
  return (
    <Dialog
      title={held ? w('templates.saveAsk', { version }) : w('templates.saveAskNew')}
      confirm={w('templates.save')}
      busy={busy}
      problem={problem}
      onConfirm={() => onSave(note)}
      onClose={onClose}
    >
      <p>{w(means)}</p>
      <Field label={w('templates.note')} hint={w('templates.noteHint')}>
        {(field) => <TextInput {...field} value={note} onChange={setNote} maxLength={300} />}
      </Field>
    </Dialog>
  )
}

function nextVersion(held: FullTemplate | null): number {
  return (held?.version ?? 0) + 1
}
