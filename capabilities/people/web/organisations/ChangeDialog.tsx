import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { dateText } from '#platform/web/format.ts'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { OrgTreeSelect } from '#platform/web/kit/OrgTreeSelect.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ChangeKind } from '../../organisations/change-contract.ts'
import type { Organisation } from '../../organisations/contract.ts'
import { isBelowOrAt, mayMergeInto, mayStandBelow } from '../../organisations/rules.ts'
import { people } from '../api.ts'
import { ChangeEffects, useEffects } from './ChangeEffects.tsx'
import { organisationsChanged } from './organisations-changed.ts'
import { changeText } from './PlannedChanges.tsx'

type Props = { kind: ChangeKind; unit: Organisation; organisations: readonly Organisation[]; onClose: () => void }

/** Renames, moves, merges or closes a unit as of a day; says what will go along before it is done. */
export function ChangeDialog({ kind, unit, organisations, onClose }: Props) {
  const w = useWords()
  const [name, setName] = useState('')
  const [targetId, setTarget] = useState<number | null>(null)
  const [effectiveOn, setEffectiveOn] = useState(dateInChina(new Date()))
  const [reason, setReason] = useState('')
  const [document, setDocument] = useState('')
  const target = organisations.find(({ id }) => id === targetId)
  const effects = useEffects({ kind, unit, name, targetId })
  const later = effectiveOn > dateInChina(new Date())
  const register = useMutation({
    mutationFn: () => {
      const dated = { version: unit.version, effectiveOn, reason: reason.trim(), document: document.trim() || null }
      return people.changeOrganisation({ params: { id: unit.id }, body: bodyOf({ kind, name, targetId, dated }) })
    },
    onSuccess: async (change) => {
      await organisationsChanged()
      const said = { name: unit.name, what: changeText(change, w) }
      notify(
        change.appliedAt
          ? w('organisations.doneNow', said)
          : w('organisations.doneLater', { ...said, date: dateText(change.effectiveOn) }),
      )
      onClose()
    },
  })
  const ready = kind === 'renamed' ? name.trim() !== '' : kind === 'closed' || target !== undefined
  // what hangs on a unit may be settled before a day to come; the server judges it then
  const refused = (effects.data?.refusals.length ?? 0) > 0 && !(later && kind === 'closed')
  return (
    <Dialog
      title={w(`organisations.ask.${kind}`, { name: unit.name })}
      confirm={w(`organisations.act.${kind}`)}
      danger={kind === 'closed' || kind === 'merged'}
      busy={register.isPending}
      disabled={!ready || refused || effectiveOn === '' || reason.trim().length < 2}
      problem={register.error}
      onConfirm={() => register.mutate()}
      onClose={onClose}
    >
      {kind === 'renamed' && (
        <Field label={w('organisations.newName')} required>
          {(field) => <TextInput {...field} value={name} onChange={setName} maxLength={80} />}
        </Field>
      )}
      {(kind === 'moved' || kind === 'merged') && (
        <Field label={w(kind === 'moved' ? 'organisations.newParent' : 'organisations.mergeTarget')} required>
          {(field) => (
            <OrgTreeSelect
              id={field.id}
              organisations={targetsOf(kind, unit, organisations)}
              value={targetId}
              onChange={setTarget}
            />
          )}
        </Field>
      )}
      <Field label={w('organisations.effectiveOn')} hint={w('organisations.effectiveHint')} required>
        {(field) => <DateInput {...field} value={effectiveOn} onChange={setEffectiveOn} />}
      </Field>
      <Field label={w('organisations.document')} hint={w('organisations.documentHint')}>
        {(field) => <TextInput {...field} value={document} onChange={setDocument} maxLength={100} />}
      </Field>
      <Field label={w('organisations.reason')} required>
        {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
      {ready && (
        <ChangeEffects
          kind={kind}
          unit={unit}
          target={target?.name ?? ''}
          date={effectiveOn}
          effects={effects.data}
          problem={effects.error}
        />
      )}
    </Dialog>
  )
}

type Given = {
  kind: ChangeKind
  name: string
  targetId: number | null
  dated: { version: number; effectiveOn: string; reason: string; document: string | null }
}

function bodyOf({ kind, name, targetId, dated }: Given) {
  if (kind === 'renamed') return { kind, name: name.trim(), ...dated }
  if (kind === 'closed') return { kind, ...dated }
  return { kind, targetId: targetId!, ...dated }
}

/** Where a unit may go: what the kinds allow, not itself nor what lies below it. */
function targetsOf(kind: 'moved' | 'merged', unit: Organisation, organisations: readonly Organisation[]) {
  const allows = kind === 'moved' ? mayStandBelow : (target: string, own: string) => mayMergeInto(own, target)
  return organisations.filter(
    (row) =>
      allows(row.kind, unit.kind) &&
      !isBelowOrAt(row.path, unit.path) &&
      !(kind === 'moved' && row.id === unit.parentId),
  )
}
