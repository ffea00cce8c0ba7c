import { Link } from '#platform/web/address.tsx'
import { dateText } from '#platform/web/format.ts'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { WaitingInLedger as Waiting } from './waiting.ts'
import './one-off/one-off.css'

/** For the desk: moves between libraries to decide on, and what was asked once. */
export function WaitingInLedger({ forms, moves }: Waiting) {
  const w = useWords()
  return (
    <>
      {moves > 0 && (
        <Section title={w('libraries.deskTitle')}>
          <Link className="oo-card" to="/libraries?tab=decisions">
            <b>{w('libraries.deskMoves', { count: moves })}</b>
            <span>{w('libraries.deskMovesNote')}</span>
          </Link>
        </Section>
      )}
      {forms.length > 0 && (
        <Section title={w('oneOff.waiting')}>
          {forms.map(({ id, title, orgName, dueOn, filled, total }) => (
            <Link className="oo-card" key={id} to={`/one-off-forms/${id}`}>
              <b>{title}</b>
              <span>
                {orgName}　{w('oneOff.waitingLine', { missing: total - filled, due: dateText(dueOn) })}
              </span>
            </Link>
          ))}
        </Section>
      )}
    </>
  )
}
