import { useSyncExternalStore } from 'react'
import { Link } from '#platform/web/address.tsx'
import { moneyIn, thin } from '#platform/web/format.ts'
import { LightShape } from '#platform/web/kit/Light.tsx'
import { MoneyInput } from '#platform/web/kit/MoneyInput.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow } from '../../contract.ts'
import { findingsOf, readField } from '../model/figure-texts.ts'
import type { GridStore } from '../model/grid-session.ts'
import { writeCells } from '../model/grid-state.ts'
import { Findings } from '../shared/Findings.tsx'
import { StateMark } from '../shared/StateMark.tsx'

/** Stands for a text that the field itself shows and complains about: it is neither saved nor submitted. */
export const UNREADABLE = '?'

/** One card a project: the figure that matters is typed right here, the rest on the project's own form. */
export function FillCards({ store, rows }: { store: GridStore; rows: readonly ReportRow[] }) {
  const w = useWords()
  return (
    <ul className="fill-cards" aria-label={w('dispatch.rounds')}>
      {rows.map((row) => (
        <FillCard key={row.id} store={store} row={row} />
      ))}
    </ul>
  )
}

function FillCard({ store, row }: { store: GridStore; row: ReportRow }) {
  const w = useWords()
  const { grid } = useSyncExternalStore(store.subscribe, store.get)
  const texts = grid.texts[row.id]!
  const refusal = grid.refusals[row.id]
  const write = (text: string) =>
    store.change((state) => writeCells(state, [{ id: row.id, field: 'completedCurrent', text }]))
  const previous =
    row.previousCurrent === null
      ? w('dispatch.noPrevious')
      : w('dispatch.previousIs', { amount: thin(moneyIn(row.previousCurrent, 'wan')) })
  const physical = texts.physicalProgress || row.previousPhysical
  return (
    <li className="fill-card">
      <Link to={`/reports/${row.id}`} className="fill-card-name">
        <LightShape light={row.light} />
        <strong>{row.projectName}</strong>
        <StateMark row={row} />
      </Link>
      {row.state === 'returned' && row.returnReason && (
        <p className="fill-card-reason">{w('dispatch.returnedBecause', { reason: row.returnReason })}</p>
      )}
      {row.mayWrite ? (
        <div className="fill-card-figure">
          <label htmlFor={`current${row.id}`}>{w('dispatch.column.currentShort')}</label>
          <MoneyInput
            id={`current${row.id}`}
            allowNegative
            value={readField('completedCurrent', texts.completedCurrent).value}
            onChange={(wan, problem) => write(problem ? UNREADABLE : (wan ?? ''))}
            echo={previous}
          />
        </div>
      ) : (
        <p>
          {w('dispatch.column.currentShort')} <b>{thin(moneyIn(row.completedCurrent, 'wan'))}</b> {w('kit.unit.wan')}
          <small>　{previous}</small>
        </p>
      )}
      <Findings findings={findingsOf(texts, row.facts)} />
      {refusal && <Findings findings={[{ weight: 'block', text: refusal.message }]} />}
      <Link to={`/reports/${row.id}`} className="fill-card-more">
        <span>{w('dispatch.physicalIs', { percent: physical ?? '—' })}</span>
        <span>{w('dispatch.photosAre', { count: row.photos })}</span>
        <span className="fill-card-open">{row.mayWrite ? w('dispatch.openForm') : w('dispatch.look')}</span>
      </Link>
    </li>
  )
}
