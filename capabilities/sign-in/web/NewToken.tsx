import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Button } from '#platform/web/kit/Button.tsx'
import { CopyButton } from '#platform/web/kit/CopyButton.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { localDate } from './local-date.ts'

/** Asks for the use and the days; then shows the secret, this once. */
export function NewToken({ onClose }: { onClose: () => void }) {
  const w = useWords()
  const [name, setName] = useState('')
  const { data } = useQuery(signIn.listTokens.query())
  const most = data?.daysAtMost ?? 365
  const [typedDays, setDays] = useState<string | null>(null)
  const days = typedDays ?? String(most)
  const wrongDays = !/^\d{1,3}$/.test(days) || Number(days) < 1 || Number(days) > most
  const create = useMutation({
    mutationFn: () => signIn.createToken({ body: { name, days: Number(days) } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: signIn.listTokens.key() }),
  })
  if (create.data) return <Secret {...create.data} name={name} onClose={onClose} />
  return (
    <Dialog
      title={w('signIn.token.new')}
      confirm={w('signIn.token.new')}
      busy={create.isPending}
      disabled={name.trim() === '' || wrongDays}
      problem={create.error}
      onConfirm={() => create.mutate()}
      onClose={onClose}
    >
      <Field label={w('signIn.token.name')} hint={w('signIn.token.nameHint')} required>
        {(field) => <TextInput {...field} value={name} onChange={setName} maxLength={60} />}
      </Field>
      <Field label={w('signIn.token.days')} error={wrongDays ? w('signIn.token.daysWrong', { most }) : undefined}>
        {(field) => <TextInput {...field} value={days} onChange={setDays} inputMode="numeric" />}
      </Field>
    </Dialog>
  )
}

function Secret({
  name,
  token,
  expiresAt,
  onClose,
}: {
  name: string
  token: string
  expiresAt: string
  onClose: () => void
}) {
  const w = useWords()
  return (
    <SidePanel
      title={w('signIn.token.once')}
      note={`${name} · ${w('signIn.token.expires', { date: localDate(expiresAt) })}`}
      onClose={onClose}
      foot={
        <Button kind="primary" onClick={onClose}>
          {w('signIn.token.saved')}
        </Button>
      }
    >
      <Note kind="warning">{w('signIn.token.onceText')}</Note>
      <code className="secret">{token}</code>
      <div>
        <CopyButton text={token} />
      </div>
    </SidePanel>
  )
}
