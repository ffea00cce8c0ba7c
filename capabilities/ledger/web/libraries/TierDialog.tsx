import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RosterMember } from '../../rosters/contract.ts'
import { ledger } from '../api.ts'
import { librariesChanged } from './use-rosters.ts'

/** Batch and tier of one project on this list; the project's own tier is another. */
export function TierDialog({
  rosterId,
  member,
  onClose,
}: {
  rosterId: number
  member: RosterMember
  onClose: () => void
}) {
  const w = useWords()
  const [batch, setBatch] = useState(member.batch)
  const [tier, setTier] = useState(member.tier)
  const save = useMutation({
    mutationFn: () =>
      ledger.setMemberTier({
        params: { id: rosterId, projectId: member.projectId },
        body: { batch: batch.trim(), tier: tier.trim() },
      }),
    onSuccess: async () => {
      await librariesChanged()
      onClose()
    },
  })
  return (
    <Dialog
      title={member.name}
      confirm={w('libraries.save')}
      busy={save.isPending}
      disabled={batch.trim() === member.batch && tier.trim() === member.tier}
      problem={save.error}
      onConfirm={() => save.mutate()}
      onClose={onClose}
    >
      <Field label={w('libraries.batch')}>
        {(field) => <TextInput {...field} maxLength={30} value={batch} onChange={setBatch} />}
      </Field>
      <Field label={w('libraries.rosterTier')}>
        {(field) => <TextInput {...field} maxLength={20} value={tier} onChange={setTier} />}
      </Field>
    </Dialog>
  )
}
