import { useEffect, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { Checkbox } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { HandedOver } from '../first-run-contract.ts'
import './sign-in.css'

type Props = { regionName: string; founder: string; handover: HandedOver[]; onDone: () => void }

/** The first passwords of those who work beside the founder, this once: as slips to cut and hand over. */
export function HandoverSheet({ regionName, founder, handover, onDone }: Props) {
  const w = useWords()
  const [kept, setKept] = useState(false)
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    if (!kept) window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [kept])
  return (
    <>
      <Note kind="warning">{w('signIn.handover.once')}</Note>
      <p>{w('signIn.handover.lead', { founder })}</p>
      <ul className="slips" aria-label={w('signIn.handover.title')}>
        {handover.map(({ username, displayName, role, password }) => (
          <li key={username} className="slip">
            <h2>
              {regionName}
              <small>{w('signIn.handover.slip')}</small>
            </h2>
            <dl>
              <dt>{w('signIn.handover.role')}</dt>
              <dd>
                <strong>{displayName}</strong>
                <span>{w(`people.roleDoes.${role}`)}</span>
              </dd>
              <dt>{w('signIn.username')}</dt>
              <dd>
                <code>{username}</code>
              </dd>
              <dt>{w('signIn.handover.password')}</dt>
              <dd>
                <code className="slip-secret">{password}</code>
              </dd>
              <dt>{w('signIn.handover.address')}</dt>
              <dd>{location.origin}</dd>
            </dl>
            <p>{w('signIn.handover.change')}</p>
          </li>
        ))}
      </ul>
      <div className="handover-act">
        <Button onClick={() => print()}>{w('signIn.handover.print')}</Button>
        <Checkbox value={kept} onChange={setKept}>
          {w('signIn.handover.kept')}
        </Checkbox>
        <Button kind="primary" size="l" disabled={!kept} onClick={onDone}>
          {w('signIn.handover.go')}
        </Button>
      </div>
    </>
  )
}
