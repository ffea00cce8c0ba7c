import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import './slips.css'

export type Handed = { displayName: string; username: string; initialPassword: string }

/** What is handed to each person on paper: one slip with a line to cut along, built here and kept nowhere. */
export function Slips({ people }: { people: readonly Handed[] }) {
  const w = useWords()
  const { region } = useMe()
  return (
    <ul className="slips">
      {people.map((person) => (
        <li className="slip" key={person.username}>
          <h3>{w('people.slip.title', { region: region.name })}</h3>
          <dl>
            <dt>{w('people.name')}</dt>
            <dd>{person.displayName}</dd>
            <dt>{w('people.username')}</dt>
            <dd className="slip-code">{person.username}</dd>
            <dt>{w('people.handPassword')}</dt>
            <dd className="slip-code">{person.initialPassword}</dd>
            <dt>{w('people.slip.address')}</dt>
            <dd className="slip-code">{location.origin}</dd>
          </dl>
          <p>{w('people.slip.first')}</p>
        </li>
      ))}
    </ul>
  )
}
