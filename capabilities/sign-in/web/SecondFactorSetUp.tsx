import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { CopyButton } from '#platform/web/kit/CopyButton.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { CodeInput } from './CodeInput.tsx'
import { QrCode } from './QrCode.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import './second-factor.css'

type Props = {
  /** Why it has to be, above the steps. */
  lead?: ReactNode
  onDone: () => void
  onCancel?: () => void
}

/** Three steps with the phone in hand, then the recovery codes; `onDone` once they are kept. */
export function SecondFactorSetUp({ lead, onDone, onCancel }: Props) {
  const w = useWords()
  const [code, setCode] = useState('')
  const { mutate: begin, ...begun } = useMutation({ mutationFn: () => signIn.beginSecondFactor() })
  const confirm = useMutation({
    mutationFn: (digits: string) => signIn.confirmSecondFactor({ body: { code: digits } }),
    onError: () => setCode(''),
  })
  const hasBegun = useRef(false)
  useEffect(() => {
    // once: a second secret would void the one in the picture
    if (!hasBegun.current) begin()
    hasBegun.current = true
  }, [begin])
  const saved = async () => {
    await queries.invalidateQueries({ queryKey: signIn.readSecondFactor.key() })
    await queries.invalidateQueries({ queryKey: signIn.readMe.key() })
    onDone()
  }
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recoveryCodes} onSaved={() => void saved()} />
  if (begun.error) return <ErrorNote problem={begun.error} onRetry={() => begin()} />
  if (!begun.data) return <Skeleton lines={6} />
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.length === 6 && !confirm.isPending) confirm.mutate(code)
  }
  return (
    <form className="factor-steps" onSubmit={submit}>
      {lead}
      <ol>
        <li>
          <h3>{w('factor.step.app')}</h3>
          <p>{w('factor.step.appText')}</p>
        </li>
        <li>
          <h3>{w('factor.step.scan')}</h3>
          <div className="factor-scan">
            <QrCode text={begun.data.address} label={w('factor.step.picture')} />
            <Secret secret={begun.data.secret} />
          </div>
        </li>
        <li>
          <Field label={<strong>{w('factor.step.code')}</strong>} hint={w('factor.step.hint')}>
            {(field) => <CodeInput field={field} value={code} onChange={setCode} onFull={confirm.mutate} />}
          </Field>
          {confirm.error && <ErrorNote problem={confirm.error} />}
          <div className="factor-actions">
            <Button type="submit" kind="primary" busy={confirm.isPending} disabled={code.length < 6}>
              {w('factor.step.confirm')}
            </Button>
            {onCancel && <Button onClick={onCancel}>{w('kit.cancel')}</Button>}
          </div>
        </li>
      </ol>
    </form>
  )
}

/** For typing by hand, in groups of four. */
function Secret({ secret }: { secret: string }) {
  const w = useWords()
  return (
    <div className="factor-secret">
      <p>{w('factor.step.scanText')}</p>
      <code>
        {secret.match(/.{1,4}/g)?.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat and never move
          <span key={index}>{group}</span>
        ))}
      </code>
      <CopyButton text={secret} />
    </div>
  )
}
