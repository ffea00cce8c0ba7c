import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { passwordComplaint } from './password-complaint.ts'

const EMPTY = { current: '', next: '', repeat: '' }

/** One's own password: the old one, the new one twice. Afterwards the frame asks again who is signed in. */
export function PasswordForm() {
  const w = useWords()
  const [typed, setTyped] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const change = useMutation({
    mutationFn: () => signIn.changeOwnPassword({ body: { current: typed.current, next: typed.next } }),
    onSuccess: async () => {
      setTyped(EMPTY)
      setTried(false)
      notify(w('signIn.password.done'))
      await queries.invalidateQueries({ queryKey: signIn.readMe.key() })
    },
  })
  const complaint = passwordComplaint(typed.next, typed.repeat)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!complaint) change.mutate()
  }
  const text = (name: keyof typeof EMPTY) => ({
    type: 'password',
    value: typed[name],
    onChange: (next: string) => setTyped({ ...typed, [name]: next }),
    required: true,
  })
  return (
    <form className="form" onSubmit={submit}>
      <Field label={w('signIn.password.current')}>
        {(field) => <TextInput {...field} {...text('current')} autoComplete="current-password" />}
      </Field>
      <div className="form-2">
        <Field
          label={w('signIn.password.next')}
          hint={w('signIn.first.passwordHint')}
          error={tried && complaint === 'short' ? w('signIn.password.short') : undefined}
        >
          {(field) => <TextInput {...field} {...text('next')} autoComplete="new-password" />}
        </Field>
        <Field
          label={w('signIn.password.repeat')}
          error={tried && complaint === 'differ' ? w('signIn.password.differ') : undefined}
        >
          {(field) => <TextInput {...field} {...text('repeat')} autoComplete="new-password" />}
        </Field>
      </div>
      {change.error && <ErrorNote problem={change.error} />}
      <div>
        <Button type="submit" kind="primary" busy={change.isPending}>
          {w('signIn.password.do')}
        </Button>
      </div>
    </form>
  )
}
