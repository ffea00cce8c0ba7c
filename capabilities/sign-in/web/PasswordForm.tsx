import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote, fieldProblem } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { passwordComplaint } from './password-complaint.ts'

const EMPTY = { current: '', next: '', repeat: '' }
const SHORTEST = 10

/** Changes one's own password. Whether the new one is strong enough the server says: the lists it asks are not for browsers. */
export function PasswordForm() {
  const w = useWords()
  const { username } = useMe()
  const { data: rules } = useQuery(signIn.readOwnPassword.query())
  const [typed, setTyped] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const change = useMutation({
    mutationFn: () => signIn.changeOwnPassword({ body: { current: typed.current, next: typed.next } }),
    onSuccess: async () => {
      setTyped(EMPTY)
      setTried(false)
      notify(w('signIn.password.done'))
      await queries.invalidateQueries({ queryKey: signIn.readOwnPassword.key() })
      await queries.invalidateQueries({ queryKey: signIn.listOwnSessions.key() })
      await queries.invalidateQueries({ queryKey: signIn.readMe.key() })
    },
  })
  const shortest = rules?.minimumLength ?? SHORTEST
  const complaint = passwordComplaint(typed.next, typed.repeat, shortest)
  const weak = fieldProblem(change.error, 'next')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!complaint) change.mutate()
  }
  const text = (name: keyof typeof EMPTY) => ({
    type: 'password',
    value: typed[name],
    onChange: (next: string) => {
      setTyped({ ...typed, [name]: next })
      if (change.error) change.reset()
    },
    required: true,
    maxLength: 200,
  })
  const short = tried && complaint === 'short' ? w('signIn.password.short', { length: shortest }) : undefined
  return (
    <form className="form" onSubmit={submit}>
      {/* for password managers: whose password this is */}
      <input
        type="text"
        className="sr-only"
        name="username"
        autoComplete="username"
        value={username}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <Field label={w('signIn.password.current')}>
        {(field) => <TextInput {...field} {...text('current')} autoComplete="current-password" />}
      </Field>
      <div className="form-2">
        <Field
          label={w('signIn.password.next')}
          hint={w('signIn.password.hint', { length: shortest, last: rules?.differsFromLast ?? 1 })}
          error={short ?? weak}
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
      {change.error && !weak && <ErrorNote problem={change.error} />}
      <div>
        <Button type="submit" kind="primary" busy={change.isPending}>
          {w('signIn.password.do')}
        </Button>
      </div>
    </form>
  )
}
