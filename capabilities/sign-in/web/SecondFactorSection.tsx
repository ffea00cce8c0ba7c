import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { SecondFactorSetUp } from './SecondFactorSetUp.tsx'

const FEW = 3
type Doing = 'nothing' | 'setUp' | 'renew' | 'remove'

/** One's own second factor: set up, recovery codes, switch off. */
export function SecondFactorSection() {
  const w = useWords()
  const { data } = useQuery(signIn.readSecondFactor.query())
  const [doing, setDoing] = useState<Doing>('nothing')
  const [fresh, setFresh] = useState<string[] | null>(null)
  const rest = () => setDoing('nothing')
  if (!data) return null
  const { confirmedAt, isRequired, recoveryCodesLeft } = data
  return (
    <Section title={w('factor.title')}>
      {fresh ? (
        <RecoveryCodes codes={fresh} onSaved={() => setFresh(null)} />
      ) : doing === 'setUp' ? (
        <SecondFactorSetUp onDone={rest} onCancel={rest} />
      ) : (
        <>
          <p>{w('factor.lead')}</p>
          {isRequired && <Note>{w('factor.required')}</Note>}
          {confirmedAt && recoveryCodesLeft <= FEW && (
            <Note kind="warning">{w('factor.leftFew', { count: recoveryCodesLeft })}</Note>
          )}
          <p className="factor-state">
            <strong>{confirmedAt ? w('factor.since', { date: dateText(confirmedAt) }) : w('factor.off')}</strong>
            {confirmedAt && recoveryCodesLeft > FEW && <span>{w('factor.left', { count: recoveryCodesLeft })}</span>}
          </p>
          <div className="factor-actions">
            {!confirmedAt && <Button onClick={() => setDoing('setUp')}>{w('factor.setUp')}</Button>}
            {confirmedAt && <Button onClick={() => setDoing('renew')}>{w('factor.codes.renew')}</Button>}
            {confirmedAt && !isRequired && <Button onClick={() => setDoing('remove')}>{w('factor.remove.do')}</Button>}
          </div>
        </>
      )}
      {doing === 'renew' && <Renew onClose={rest} onRenewed={setFresh} />}
      {doing === 'remove' && <Remove onClose={rest} />}
    </Section>
  )
}

function Renew({ onClose, onRenewed }: { onClose: () => void; onRenewed: (codes: string[]) => void }) {
  const w = useWords()
  const [password, setPassword] = useState('')
  const renew = useMutation({
    mutationFn: () => signIn.renewRecoveryCodes({ body: { password } }),
    onSuccess: async ({ recoveryCodes }) => {
      onRenewed(recoveryCodes)
      onClose()
      await queries.invalidateQueries({ queryKey: signIn.readSecondFactor.key() })
    },
  })
  return (
    <Dialog
      title={w('factor.codes.renew')}
      confirm={w('factor.codes.renew')}
      busy={renew.isPending}
      disabled={password === ''}
      problem={renew.error}
      onConfirm={() => renew.mutate()}
      onClose={onClose}
    >
      <p>{w('factor.codes.renewText')}</p>
      <Field label={w('factor.password')}>
        {(field) => (
          <TextInput
            {...field}
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
          />
        )}
      </Field>
    </Dialog>
  )
}

function Remove({ onClose }: { onClose: () => void }) {
  const w = useWords()
  const [typed, setTyped] = useState({ password: '', code: '' })
  const remove = useMutation({
    mutationFn: () => signIn.removeOwnSecondFactor({ body: typed }),
    onSuccess: async () => {
      notify(w('factor.remove.done'))
      onClose()
      await queries.invalidateQueries({ queryKey: signIn.readSecondFactor.key() })
    },
  })
  return (
    <Dialog
      title={w('factor.remove.ask')}
      confirm={w('factor.remove.do')}
      danger
      busy={remove.isPending}
      disabled={typed.password === '' || typed.code.trim() === ''}
      problem={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{w('factor.remove.text')}</p>
      <Field label={w('factor.password')}>
        {(field) => (
          <TextInput
            {...field}
            type="password"
            value={typed.password}
            onChange={(password) => setTyped({ ...typed, password })}
            autoComplete="current-password"
          />
        )}
      </Field>
      <Field label={w('factor.remove.code')}>
        {(field) => (
          <TextInput
            {...field}
            value={typed.code}
            onChange={(code) => setTyped({ ...typed, code })}
            autoComplete="one-time-code"
            autoCapitalize="none"
          />
        )}
      </Field>
    </Dialog>
  )
}
