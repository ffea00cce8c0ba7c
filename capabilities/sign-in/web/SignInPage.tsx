import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useGo, useSearch } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { DemoAccounts } from './DemoAccounts.tsx'
import { Doorway } from './Doorway.tsx'
import { localAddress } from './local-address.ts'

/** Signing in: the chart on the wall, and two fields. */
export function SignInPage() {
  const w = useWords()
  const go = useGo()
  const [search] = useSearch()
  const { data: state } = useQuery({ ...signIn.readState.query(), staleTime: 300_000 })
  const [typed, setTyped] = useState({ username: '', password: '' })
  const submitButton = useRef<HTMLDivElement>(null)
  const signingIn = useMutation({
    mutationFn: () => signIn.signIn({ body: typed }),
    onSuccess: (me) => {
      queries.clear()
      queries.setQueryData(signIn.readMe.query().queryKey, me)
      go(localAddress(search.to), { replace: true })
    },
  })
  useEffect(() => {
    document.title = `${w('signIn.title')} · ${w('shell.product')}`
  }, [w])
  useEffect(() => {
    if (state?.needsFirstRun) go('/first-run', { replace: true })
  }, [state?.needsFirstRun, go])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!signingIn.isPending) signingIn.mutate()
  }
  const fill = (username: string, password: string) => {
    setTyped({ username, password })
    submitButton.current?.querySelector('button')?.focus()
  }
  return (
    <Doorway title={state?.regionName ?? w('signIn.unnamed')} version={state?.version}>
      <form className="form" onSubmit={submit}>
        <Field label={w('signIn.username')}>
          {(field) => (
            <TextInput
              {...field}
              value={typed.username}
              onChange={(username) => setTyped({ ...typed, username })}
              autoComplete="username"
              autoCapitalize="none"
              required
            />
          )}
        </Field>
        <Field label={w('signIn.password')} hint={w('signIn.forgot')}>
          {(field) => (
            <TextInput
              {...field}
              type="password"
              value={typed.password}
              onChange={(password) => setTyped({ ...typed, password })}
              autoComplete="current-password"
              required
            />
          )}
        </Field>
        {signingIn.error && <ErrorNote problem={signingIn.error} />}
        <div ref={submitButton}>
          <Button type="submit" kind="primary" size="l" busy={signingIn.isPending} className="door-submit">
            {w('signIn.do')}
          </Button>
        </div>
      </form>
      {state?.isDemo && <DemoAccounts chosen={typed.username} onChoose={fill} />}
    </Doorway>
  )
}
