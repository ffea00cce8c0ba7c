import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { EventFields, JointStart, PreparationItem } from '../../contract/joint-starts.ts'
import { stages } from '../api.ts'
import { stagesChanged } from '../parts/changed.ts'

type Props = { event: JointStart | null; items: PreparationItem[]; onSaved: (id: number) => void; onClose: () => void }

const USUAL = ['land', 'buildingPermit', 'contractor', 'machinery']

/** Enters an event or changes one: day, venues, and what its projects must have in hand. */
export function EventForm({ event, items, onSaved, onClose }: Props) {
  const w = useWords()
  const [fields, setFields] = useState<EventFields>(
    () => event ?? { name: '', heldOn: '', mainVenue: '', subVenues: [], document: null, requiredItems: USUAL },
  )
  const [venues, setVenues] = useState(() => (event?.subVenues ?? []).join('\n'))
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const change = (changes: Partial<EventFields>) => setFields((before) => ({ ...before, ...changes }))
  const isReady =
    fields.name.trim() !== '' &&
    fields.heldOn !== '' &&
    fields.mainVenue.trim() !== '' &&
    (!event || reason.trim().length >= 2)
  const save = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const { name, heldOn, mainVenue, document, requiredItems } = fields
      const subVenues = venues
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
      const given = {
        name: name.trim(),
        heldOn,
        mainVenue: mainVenue.trim(),
        subVenues,
        document: document || null,
        requiredItems,
      }
      const answer = event
        ? await stages.editJointStart({
            params: { id: event.id },
            body: { version: event.version, fields: given, reason: reason.trim() },
          })
        : await stages.createJointStart({ body: given })
      stagesChanged()
      notify(w('stages.joint.saved', { name: given.name }))
      onSaved(answer.event.id)
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <SidePanel
      title={w(event ? 'stages.joint.edit' : 'stages.joint.add')}
      onClose={onClose}
      foot={
        <>
          <Button kind="primary" busy={busy} disabled={!isReady} onClick={() => void save()}>
            {w('stages.save')}
          </Button>
          <Button onClick={onClose}>{w('stages.cancel')}</Button>
        </>
      }
    >
      <div className="form">
        {problem !== null && <ErrorNote problem={problem} />}
        <Field label={w('stages.joint.name')} required>
          {(field) => (
            <TextInput {...field} value={fields.name} onChange={(name) => change({ name })} maxLength={100} />
          )}
        </Field>
        <Field label={w('stages.joint.heldOn')} required>
          {(field) => <DateInput {...field} value={fields.heldOn} onChange={(heldOn) => change({ heldOn })} />}
        </Field>
        <Field label={w('stages.joint.mainVenue')} required>
          {(field) => (
            <TextInput
              {...field}
              value={fields.mainVenue}
              onChange={(mainVenue) => change({ mainVenue })}
              maxLength={100}
            />
          )}
        </Field>
        <Field label={w('stages.joint.subVenues')} hint={w('stages.joint.subVenuesHint')}>
          {(field) => <TextArea {...field} rows={3} value={venues} onChange={setVenues} />}
        </Field>
        <Field label={w('stages.cohorts.document')}>
          {(field) => (
            <TextInput
              {...field}
              value={fields.document ?? ''}
              onChange={(document) => change({ document })}
              maxLength={200}
            />
          )}
        </Field>
        <Field label={w('stages.joint.required')} hint={w('stages.joint.requiredHint')}>
          {() => (
            <div className="item-choice">
              {items
                .filter(({ code, isRetired }) => !isRetired || fields.requiredItems.includes(code))
                .map(({ code, label }) => (
                  <Checkbox
                    key={code}
                    value={fields.requiredItems.includes(code)}
                    onChange={(is) =>
                      change({
                        requiredItems: is
                          ? [...fields.requiredItems, code]
                          : fields.requiredItems.filter((one) => one !== code),
                      })
                    }
                  >
                    {label}
                  </Checkbox>
                ))}
            </div>
          )}
        </Field>
        {event && (
          <Field label={w('stages.reason')} required>
            {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
          </Field>
        )}
      </div>
    </SidePanel>
  )
}
