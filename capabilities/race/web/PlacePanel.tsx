import type { Place, Ranking } from '#capabilities/race/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { moneyIn, rateText, signed, thin } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { LightCounts } from './public.tsx'

/** What one place is made of: the division written out, pace, lights, punctuality, and the way to the projects. */
export function PlacePanel({ place, ranking, onClose }: { place: Place; ranking: Ranking; onClose: () => void }) {
  const w = useWords()
  const count = ranking.places.filter((other) => other.place !== null).length
  const wan = (amount: string) => `${thin(moneyIn(amount, 'wan'))}${w('kit.unit.wan')}`
  return (
    <SidePanel
      title={place.orgName}
      note={place.place === null ? w('race.outside') : w('race.panelPlace', { place: place.place, count })}
      onClose={onClose}
      foot={
        <>
          <Link className="button" to={`/?org=${place.orgId}`}>
            {w('race.panelWall')}
          </Link>
          <Link className="button button-primary" to={`/projects?county=${place.orgId}`}>
            {w('race.panelProjects')}
          </Link>
        </>
      }
    >
      <p className="place-rate">{rateText(place.completionRate)}</p>
      <Bar value={place.completionRate} pace={place.pace} size="l" />
      {place.completionRate === null ? (
        <Note>{w('race.panelHowNone')}</Note>
      ) : (
        <p>
          {w('race.panelHow', {
            completed: wan(place.completedYtd),
            plan: wan(place.annualPlan),
            rate: rateText(place.completionRate),
          })}
        </p>
      )}
      <dl className="place-facts">
        <dt>{w('race.howPace')}</dt>
        <dd>{rateText(place.pace)}</dd>
        <dt>{w('race.columnGap')}</dt>
        <dd>
          {signed(place.gap)} {w('kit.unit.points')}
        </dd>
        <dt>{w('race.columnCurrent')}</dt>
        <dd>{wan(place.completedCurrent)}</dd>
        <dt>{w('race.columnLights')}</dt>
        <dd>
          <LightCounts lights={place.lights} />
        </dd>
        <dt>{w('race.columnProjects')}</dt>
        <dd>{place.projects}</dd>
        <dt>{w('race.columnLate')}</dt>
        <dd>{w('race.panelReported', { reported: place.reported, late: place.late })}</dd>
        {place.previousPlace !== null && (
          <>
            <dt>{w('race.howChange')}</dt>
            <dd>{w('race.panelPrevious', { place: place.previousPlace })}</dd>
          </>
        )}
      </dl>
    </SidePanel>
  )
}
