import { type CSSProperties, useState } from 'react'
import type { Wall } from '#capabilities/live/contract.ts'
import { LightCounts, PlaceMark } from '#capabilities/race/web/public.tsx'
import { Link } from '#platform/web/address.tsx'
import { moneyIn, rateIn, signed, thin } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { OrgPanel } from './OrgPanel.tsx'
import { gapOf, unitOf } from './wall-figures.ts'

type Child = Wall['children'][number]

/** From here on names keep to one line, so that every line keeps its height. */
const MANY = 10

/** One line for each county: place and its change, name, bar to pace mark, lights. A line opens to what it is made of. */
export function Counties({ wall }: { wall: Wall }) {
  const w = useWords()
  const [open, setOpen] = useState<Child | null>(null)
  const { children, ranking, org } = wall
  const isRegion = children.some(({ kind }) => kind === 'county' || kind === 'zone')
  const hasPlaces = children.some((child) => child.place !== null)
  // one scale for all bars; above 100 % they keep their proportion
  const full = Math.max(100, ...children.map((child) => Number(child.completionRate ?? 0)))
  return (
    <section
      className={`counties ${hasPlaces ? '' : 'counties-unplaced'} ${children.length > MANY ? 'counties-many' : ''}`}
      style={{ '--rows': children.length + 1 } as CSSProperties}
    >
      <header className="wall-head">
        <h2>{w(isRegion ? 'live.children' : 'live.childrenTowns')}</h2>
        {isRegion &&
          (ranking ? (
            <Link to={`/rounds/${ranking.roundId}/ranking`}>{w('live.ranked', { title: ranking.title })}</Link>
          ) : (
            <Link to="/ranking">{w('live.notRanked')}</Link>
          ))}
      </header>
      <p className="county county-heads" aria-hidden="true">
        {hasPlaces && <span>{w('live.columnPlace')}</span>}
        <span>{w('live.columnName')}</span>
        <span className="county-bar" />
        <span className="county-number">{w('live.columnRate')}</span>
        <span className="county-number county-gap">{w('live.columnGap')}</span>
        <span className="county-lights">{w('live.columnLights')}</span>
      </p>
      <ol className="county-rows">
        {children.map((child) => (
          <li key={child.orgId}>
            <CountyRow child={child} full={full} hasPlaces={hasPlaces} onOpen={() => setOpen(child)} />
          </li>
        ))}
      </ol>
      {children.length === 0 && <p className="wall-quiet">{w('live.noChildren')}</p>}
      {wall.unplaced.projects > 0 && <Rest wall={wall} />}
      {open && <OrgPanel child={open} root={org} onClose={() => setOpen(null)} />}
    </section>
  )
}

type RowProps = { child: Child; full: number; hasPlaces: boolean; onOpen: () => void }

function CountyRow({ child, full, hasPlaces, onOpen }: RowProps) {
  const w = useWords()
  const gap = gapOf(child)
  return (
    <button
      type="button"
      className="county"
      onClick={onOpen}
      title={w('live.open', { name: child.name, rate: rateIn(child.completionRate) })}
    >
      {hasPlaces && (
        <span className="county-place">
          <PlaceMark place={child.place} previous={child.previousPlace} tied={child.isTied} />
        </span>
      )}
      <span className="county-name">{child.name}</span>
      <span className="county-bar">
        {child.completionRate === null ? (
          <small className="wall-quiet">{w('live.outside')}</small>
        ) : (
          <Bar value={child.completionRate} pace={child.pace} size="m" max={full} />
        )}
      </span>
      <b className="county-number county-rate">{rateIn(child.completionRate)}</b>
      <span className={`county-number county-gap ${gap !== null && Number(gap) < 0 ? 'county-behind' : ''}`}>
        {signed(gap)}
      </span>
      <span className="county-lights">
        <LightCounts lights={child.lights} />
      </span>
    </button>
  )
}

/** What none of the children stands for has a name and an amount too: lines and total reconcile. */
function Rest({ wall: { org, unplaced, totals } }: { wall: Wall }) {
  const w = useWords()
  const unit = unitOf(totals)
  return (
    <p className="county county-rest">
      <span>{w('live.rest', { org: org.name })}</span>
      <span>
        {w('live.restNote', {
          projects: unplaced.projects,
          amount: thin(moneyIn(unplaced.completedYtd, unit, 2)),
          unit: w(`kit.unit.${unit}`),
        })}
      </span>
    </p>
  )
}
