import { useMutation } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { DEFAULT_SECURITY, SECURITY_BOUNDS, type SecuritySettings } from '#platform/access/security-settings.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { changedNames, faultOf, GROUPS, settingsOf, type Typed, typedOf } from './security-values.ts'

/** Each value with what it means and the clause it answers to; saved together, with the reason. */
export function SecurityForm({ held }: { held: SecuritySettings }) {
  const w = useWords()
  const [typed, setTyped] = useState(() => typedOf(held))
  const [reason, setReason] = useState('')
  const settings = settingsOf(typed)
  const changed = changedNames(held, typed)
  const save = useMutation({
    mutationFn: (wanted: SecuritySettings) => signIn.setSecuritySettings({ body: { settings: wanted, reason } }),
    onSuccess: async () => {
      setReason('')
      notify(w('signIn.security.saved'))
      await queries.invalidateQueries({ queryKey: signIn.readSecuritySettings.key() })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (settings && changed.length > 0) save.mutate(settings)
  }
  return (
    <>
      <LeaveQuestion unsaved={changed.length > 0 && !save.isPending && !save.isSuccess} />
      <form onSubmit={submit} className="security" noValidate>
        {GROUPS.map(({ group, clause, names }) => (
          <Section
            key={group}
            title={w(`signIn.security.group.${group}`)}
            aside={<span className="security-source">{w('signIn.security.source', { clause })}</span>}
          >
            <div className="security-values">
              {names.map((name) => (
                <ValueLine key={name} name={name} typed={typed} onChange={setTyped} />
              ))}
            </div>
          </Section>
        ))}
        <footer className="security-foot" data-unsaved={changed.length > 0 || undefined}>
          <Field label={w('signIn.security.reason')} required>
            {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
          </Field>
          <div className="security-save">
            <span className="security-count" aria-live="polite">
              {changed.length > 0
                ? w('signIn.security.unsaved', { count: changed.length })
                : w('signIn.security.unchanged')}
            </span>
            <Button disabled={changed.length === 0} onClick={() => setTyped(typedOf(held))}>
              {w('signIn.security.undo')}
            </Button>
            <Button
              type="submit"
              kind="primary"
              busy={save.isPending}
              disabled={!settings || changed.length === 0 || reason.trim().length < 2}
            >
              {w('signIn.security.save')}
            </Button>
          </div>
          {save.error && <ErrorNote problem={save.error} />}
        </footer>
      </form>
    </>
  )
}

type LineProps = { name: keyof SecuritySettings; typed: Typed; onChange: (next: Typed) => void }

function ValueLine({ name, typed, onChange }: LineProps) {
  const w = useWords()
  const means = w(`signIn.security.means.${name}`)
  if (name === 'secondFactorFor') {
    const options = (['nobody', 'administrators', 'everybody'] as const).map((whom) => ({
      value: whom,
      label: w(`signIn.security.factor.${whom}`),
    }))
    return (
      <div className="security-value">
        <Field label={w(`signIn.security.value.${name}`)} hint={means}>
          {(field) => (
            <Select
              {...field}
              value={typed.secondFactorFor}
              options={options}
              onChange={(whom) => whom && onChange({ ...typed, secondFactorFor: whom })}
            />
          )}
        </Field>
      </div>
    )
  }
  const [least, most] = SECURITY_BOUNDS[name]
  const fault = faultOf(name, typed)
  const words = { bounds: w('signIn.security.bounds', { least, most }), administrators: w('signIn.security.notLonger') }
  return (
    <div className="security-value">
      <Field label={w(`signIn.security.value.${name}`)} hint={means} error={fault ? words[fault] : undefined}>
        {(field) => (
          <span className="security-number">
            <TextInput
              {...field}
              value={typed[name]}
              onChange={(next) => onChange({ ...typed, [name]: next })}
              inputMode="numeric"
              maxLength={4}
            />
            <span>{w(`signIn.security.unit.${name}`)}</span>
            {typed[name] !== String(DEFAULT_SECURITY[name]) && (
              <small className="security-default">
                {w('signIn.security.default', { value: DEFAULT_SECURITY[name] })}
              </small>
            )}
          </span>
        )}
      </Field>
    </div>
  )
}

/** Asks before unsaved values are left behind, within the product and when the window closes. */
function LeaveQuestion({ unsaved }: { unsaved: boolean }) {
  const w = useWords()
  const blocker = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: () => unsaved, withResolver: true })
  if (blocker.status !== 'blocked') return null
  return (
    <Dialog
      title={w('signIn.security.leave')}
      confirm={w('signIn.security.leaveDo')}
      danger
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    >
      <p>{w('signIn.security.leaveText')}</p>
    </Dialog>
  )
}
