import { useQuery } from '@tanstack/react-query'
import { Link } from '#platform/web/address.tsx'
import { dateText } from '#platform/web/format.ts'
import { Section } from '#platform/web/kit/Page.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OneOffLine } from '../../one-off/contract.ts'
import { ledger } from '../api.ts'
import './one-off.css'

/** Open forms in which a reporter has projects left; an office asks, it is not waited for. */
export function useWaitingForms(): OneOffLine[] {
  const { permissions } = useMe()
  const fills = permissions.includes('report.write') && !permissions.includes('project.write')
  const { data } = useQuery({ ...ledger.listOneOffForms.query(), enabled: fills })
  return fills ? (data?.items ?? []).filter(({ state, filled, total }) => state === 'open' && filled < total) : []
}

/** For the desk: what was asked once and waits. */
export function WaitingForms() {
  const w = useWords()
  const waiting = useWaitingForms()
  if (waiting.length === 0) return null
  return (
    <Section title={w('oneOff.waiting')}>
      {waiting.map(({ id, title, orgName, dueOn, filled, total }) => (
        <Link className="oo-card" key={id} to={`/one-off-forms/${id}`}>
          <b>{title}</b>
          <span>
            {orgName}　{w('oneOff.waitingLine', { missing: total - filled, due: dateText(dueOn) })}
          </span>
        </Link>
      ))}
    </Section>
  )
}
