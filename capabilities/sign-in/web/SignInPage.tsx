import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useGo, useSearch } from '#platform/web/address.tsx'
import { ApiProblem } from '#platform/web/client.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Me } from '../contract.ts'
import { localAddress } from '../rules/local-address.ts'
import { signIn } from './api.ts'
import { DemoAccounts } from './DemoAccounts.tsx'
import { Doorway } from './Doorway.tsx'
import { OidcButton, OidcProblem } from './OidcDoor.tsx'
import { SecondFactorStep } from './SecondFactorStep.tsx'

type Typed = { username: string; password: string }
const NOTHING: Typed = { username: '', password: '' }

/** Signing in: the chart on the wall, and two fields; then, where the account has a second factor, one more. */
export function SignInPage() {
  const w = useWords()
  const go = useGo()
  const [search] = useSearch()
  const { data: state } = useQuery({ ...signIn.readState.query(), staleTime: 300_000 })
  const [typed, setTyped] = useState(NOTHING)
  const [asksCode, setAsksCode] = useState(false)
  const comesFromProvider = search.step === 'code'
  const enter = ({ recoveryCodesLeft, ...me }: Me & { recoveryCodesLeft?: number | undefined }) => {
    queries.clear()
    queries.setQueryData(signIn.readMe.query().queryKey, me)
    go(localAddress(search.to), { replace: true })
    if (recoveryCodesLeft !== undefined) notify(w('factor.enter.used', { count: recoveryCodesLeft }))
  }
  const signingIn = useMutation({
    mutationFn: (code: string | undefined) => send(typed, code, comesFromProvider),
    onSuccess: enter,
    onError: (problem) => setAsksCode((asks) => asks || codeIn(problem) === 'second_factor_needed'),
  })
  useEffect(() => {
    document.title = `${w('signIn.title')} · ${w('shell.product')}`
  }, [w])
  useEffect(() => {
    if (state?.needsFirstRun) go('/first-run', { replace: true })
  }, [state?.needsFirstRun, go])
  const back = () => {
    signingIn.reset()
    setAsksCode(false)
    setTyped(NOTHING)
    if (comesFromProvider) go('/sign-in', { replace: true })
  }
  const problem = codeIn(signingIn.error) === 'second_factor_needed' ? null : signingIn.error
  return (
    <Doorway title={state?.regionName ?? w('signIn.unnamed')} version={state?.version}>
      {asksCode || comesFromProvider ? (
        <SecondFactorStep
          lead={w(comesFromProvider ? 'factor.enter.leadOidc' : 'factor.enter.lead')}
          busy={signingIn.isPending}
          problem={problem}
          onCode={(code) => signingIn.mutate(code)}
          onBack={back}
        />
      ) : (
        <>
          <OidcProblem problem={search.problem} />
          <PasswordStep
            typed={typed}
            onType={setTyped}
            busy={signingIn.isPending}
            problem={problem}
            onSubmit={() => signingIn.mutate(undefined)}
            isDemo={state?.isDemo ?? false}
            oidc={state?.oidc ? <OidcButton name={state.oidc.name} to={localAddress(search.to)} /> : null}
          />
        </>
      )}
    </Doorway>
  )
}

async function send(typed: Typed, code: string | undefined, comesFromProvider: boolean) {
  if (comesFromProvider) return await signIn.finishOidcWithCode({ body: { code: code ?? '' } })
  return await signIn.signIn({ body: { ...typed, ...(code ? { code } : {}) } })
}

function codeIn(problem: unknown): string | null {
  return problem instanceof ApiProblem ? problem.code : null
}

type StepProps = {
  typed: Typed
  onType: (typed: Typed) => void
  busy: boolean
  problem: unknown
  onSubmit: () => void
  isDemo: boolean
  /** The other way in, below the form. */
  oidc: ReactNode
}

function PasswordStep({ typed, onType, busy, problem, onSubmit, isDemo, oidc }: StepProps) {
  const w = useWords()
  const submitButton = useRef<HTMLDivElement>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy) onSubmit()
  }
  const fill = (username: string, password: string) => {
    onType({ username, password })
    submitButton.current?.querySelector('button')?.focus()
  }
  return (
    <>
      <form className="form" onSubmit={submit}>
        <Field label={w('signIn.username')}>
          {(field) => (
            <TextInput
              {...field}
              value={typed.username}
              onChange={(username) => onType({ ...typed, username })}
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
              onChange={(password) => onType({ ...typed, password })}
              autoComplete="current-password"
              required
            />
          )}
        </Field>
        {problem ? <ErrorNote problem={problem} /> : null}
        <div ref={submitButton}>
          <Button type="submit" kind="primary" size="l" busy={busy} className="door-submit">
            {w('signIn.do')}
          </Button>
        </div>
      </form>
      {oidc}
      {isDemo && <DemoAccounts chosen={typed.username} onChoose={fill} />}
    </>
  )
}
