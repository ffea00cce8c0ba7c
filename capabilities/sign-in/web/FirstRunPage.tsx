import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { Link, useGo } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote, fieldProblem } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { Doorway } from './Doorway.tsx'
import { HandoverSheet } from './HandoverSheet.tsx'
import { passwordComplaint } from './password-complaint.ts'

const SHORTEST = 10
const EMPTY = { regionName: '', displayName: '', username: '', password: '', repeat: '' }

/** The first visit to an empty installation: names the region and makes its first account. */
export function FirstRunPage() {
  const w = useWords()
  const go = useGo()
  const { data: state } = useQuery(signIn.readState.query())
  const [typed, setTyped] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const { repeat, ...body } = typed
  const setUp = useMutation({
    mutationFn: () => signIn.firstRun({ body }),
  })
  const begin = () => {
    queries.clear()
    if (setUp.data) queries.setQueryData(signIn.readMe.query().queryKey, setUp.data.me)
    go('/', { replace: true })
  }
  useEffect(() => {
    document.title = `${w('signIn.first.title')} · ${w('shell.product')}`
  }, [w])
  const complaint = passwordComplaint(typed.password, repeat, SHORTEST)
  const weak = fieldProblem(setUp.error, 'password')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!complaint && !setUp.isPending) setUp.mutate()
  }
  const text = (name: keyof typeof EMPTY) => ({
    value: typed[name],
    onChange: (next: string) => setTyped({ ...typed, [name]: next }),
    required: true,
  })
  if (setUp.data) {
    return (
      <Doorway title={w('signIn.handover.title')} version={state?.version}>
        <HandoverSheet
          regionName={setUp.data.me.region.name}
          founder={setUp.data.me.displayName}
          handover={setUp.data.handover}
          onDone={begin}
        />
      </Doorway>
    )
  }
  if (state && !state.needsFirstRun) {
    return (
      <Doorway title={state.regionName ?? w('signIn.first.title')}>
        <Note>
          {w('signIn.first.done')} <Link to="/sign-in">{w('signIn.title')}</Link>
        </Note>
      </Doorway>
    )
  }
  return (
    <Doorway title={w('signIn.first.title')} version={state?.version}>
      <p>{w('signIn.first.lead')}</p>
      <form className="form" onSubmit={submit}>
        <Field
          label={w('signIn.first.region')}
          hint={w('signIn.first.regionHint')}
          error={fieldProblem(setUp.error, 'regionName')}
        >
          {(field) => <TextInput {...field} {...text('regionName')} />}
        </Field>
        <div className="form-2">
          <Field label={w('signIn.first.displayName')} error={fieldProblem(setUp.error, 'displayName')}>
            {(field) => <TextInput {...field} {...text('displayName')} autoComplete="name" />}
          </Field>
          <Field
            label={w('signIn.first.username')}
            hint={w('signIn.first.usernameHint')}
            error={fieldProblem(setUp.error, 'username')}
          >
            {(field) => <TextInput {...field} {...text('username')} autoComplete="username" />}
          </Field>
        </div>
        <div className="form-2">
          <Field
            label={w('signIn.first.password')}
            hint={w('signIn.password.hintFirst', { length: SHORTEST })}
            error={tried && complaint === 'short' ? w('signIn.password.short', { length: SHORTEST }) : weak}
          >
            {(field) => <TextInput {...field} {...text('password')} type="password" autoComplete="new-password" />}
          </Field>
          <Field
            label={w('signIn.first.repeat')}
            error={tried && complaint === 'differ' ? w('signIn.password.differ') : undefined}
          >
            {(field) => <TextInput {...field} {...text('repeat')} type="password" autoComplete="new-password" />}
          </Field>
        </div>
        {setUp.error && !weak && <ErrorNote problem={setUp.error} />}
        <Button type="submit" kind="primary" size="l" busy={setUp.isPending}>
          {w('signIn.first.do')}
        </Button>
      </form>
    </Doorway>
  )
}
