import type { ReactNode } from 'react'
import type { Confirmation } from '#capabilities/bulletins/contract.ts'
import { instantText } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { ConfirmationMark } from './ConfirmationMark.tsx'

/** One organisation's figures as they will be printed, and what was said of them. */
export function OwnFigures({ item, children }: { item: Confirmation; children?: ReactNode }) {
  const w = useWords()
  const { orgName, figures, state, note, givenAt, givenBy } = item
  return (
    <section className="own-figures" aria-label={orgName}>
      <header>
        <h2>{orgName}</h2>
        <ConfirmationMark state={state} />
      </header>
      {state === 'changed' && <p>{w('bulletins.confirmChangedMeans')}</p>}
      <table>
        <tbody>
          {figures.map(({ subject, text }) => (
            <tr key={subject}>
              <th scope="row">{subject.startsWith(orgName) ? subject.slice(orgName.length) : subject}</th>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {givenAt && (
        <p className="own-said">
          {w('bulletins.confirmSaidBy', { by: givenBy ?? '—', at: instantText(givenAt) })}
          {note && <q>{note}</q>}
        </p>
      )}
      {children && <div className="own-giving">{children}</div>}
    </section>
  )
}
