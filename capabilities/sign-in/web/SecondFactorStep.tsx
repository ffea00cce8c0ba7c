import { type FormEvent, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { CodeInput } from './CodeInput.tsx'
import './second-factor.css'

type Props = {
  lead: string
  busy: boolean
  /** Why the last code was refused. */
  problem: unknown
  onCode: (code: string) => void
  onBack: () => void
}

/** The second step of signing in: six digits, or a recovery code. Six digits go by themselves. */
export function SecondFactorStep({ lead, busy, problem, onCode, onBack }: Props) {
  const w = useWords()
  const [isRecovery, setIsRecovery] = useState(false)
  const [code, setCode] = useState('')
  const send = (typed: string) => {
    if (busy || typed.trim() === '') return
    onCode(typed)
    if (!isRecovery) setCode('')
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(code)
  }
  const change = () => {
    setIsRecovery(!isRecovery)
    setCode('')
  }
  return (
    <form className="form" onSubmit={submit}>
      <p>{lead}</p>
      {isRecovery ? (
        <Field key="recovery" label={w('factor.enter.recovery')} hint={w('factor.enter.recoveryHint')}>
          {(field) => (
            <TextInput
              {...field}
              value={code}
              onChange={setCode}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              required
            />
          )}
        </Field>
      ) : (
        <Field key="digits" label={w('factor.enter.code')}>
          {(field) => <CodeInput field={field} value={code} onChange={setCode} onFull={send} autoFocus />}
        </Field>
      )}
      {problem && !busy ? <ErrorNote problem={problem} /> : null}
      <Button type="submit" kind="primary" size="l" busy={busy} className="door-submit">
        {w('factor.enter.do')}
      </Button>
      <p className="factor-ways">
        <Button kind="quiet" size="s" onClick={change}>
          {w(isRecovery ? 'factor.enter.useCode' : 'factor.enter.useRecovery')}
        </Button>
        <Button kind="quiet" size="s" onClick={onBack}>
          {w('factor.enter.back')}
        </Button>
      </p>
      {isRecovery && <p className="factor-lost">{w('factor.enter.lost')}</p>}
    </form>
  )
}
