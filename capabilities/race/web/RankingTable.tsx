import type { Place, Ranking } from '#capabilities/race/contract.ts'
import { compareWan, wanNumber } from '#kernel/money.ts'
import { pointsBetween } from '#kernel/ratio.ts'
import { decimalsOf, moneyIn, rateIn, signed } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { LightCounts, PlaceMark } from './public.tsx'
import { parted, remainderOf } from './ranking-figures.ts'
import '#platform/web/kit/table.css'

type Props = { ranking: Ranking; onOpen: (place: Place) => void; openId: number | null }
type Sums = { projects: number; annualPlan: string; completedYtd: string; completedCurrent: string }
const COLUMNS = 10

/** Ranked organisations, then those outside with the reason, then the named remainder, then the total they all make. */
export function RankingTable({ ranking, onOpen, openId }: Props) {
  const w = useWords()
  const { ranked, outside } = parted(ranking.places)
  const { rest, differs } = remainderOf(ranking)
  const amounts = [ranking.totals, ...ranking.places].flatMap(({ annualPlan, completedYtd }) => [
    annualPlan,
    completedYtd,
  ])
  const decimals = decimalsOf(amounts, 'wan', 2)
  const full = Math.max(100, ...ranked.map((place) => Number(place.completionRate)))
  const line = { decimals, full, onOpen, openId }
  return (
    <div className="ranking">
      <div className="table-scroll">
        <table className="table ranking-table">
          <caption className="sr-only">{w('race.title', { span: ranking.month, group: ranking.group })}</caption>
          <Head />
          <tbody>
            {ranked.map((place) => (
              <Line key={place.orgId} place={place} {...line} />
            ))}
          </tbody>
          {outside.length > 0 && (
            <tbody className="ranking-outside">
              <tr>
                <th colSpan={COLUMNS} scope="rowgroup">
                  {w('race.outside')}
                </th>
              </tr>
              {outside.map((place) => (
                <Line key={place.orgId} place={place} {...line} />
              ))}
            </tbody>
          )}
          {rest && (
            <tbody className="ranking-rest">
              <tr title={w('race.restHint')}>
                <td />
                <th scope="row" colSpan={2}>
                  {w('race.rest')}
                </th>
                <td colSpan={2} />
                <Amounts sums={rest} decimals={decimals} />
                <td />
              </tr>
            </tbody>
          )}
          <Total ranking={ranking} decimals={decimals} full={full} />
        </table>
      </div>
      {compareWan(differs, '0') === 0 ? (
        <p className="ranking-note">
          {w('race.reconciles')}　{w('race.paceMark')}
        </p>
      ) : (
        <Note kind="problem">{w('race.differs', { amount: wanNumber(differs) })}</Note>
      )}
    </div>
  )
}

function Head() {
  const w = useWords()
  const wan = <span className="table-unit">{w('kit.unit.wan')}</span>
  return (
    <thead>
      <tr>
        <th scope="col">{w('race.columnPlace')}</th>
        <th scope="col">{w('race.columnName')}</th>
        <th scope="col" className="ranking-bar">
          {w('race.columnBar')}
        </th>
        <th scope="col" className="cell-number">
          {w('race.columnRate')}
          <span className="table-unit">%</span>
        </th>
        <th scope="col" className="cell-number">
          {w('race.columnGap')}
          <span className="table-unit">{w('race.pointsShort')}</span>
        </th>
        <th scope="col" className="cell-number">
          {w('race.columnPlan')}
          {wan}
        </th>
        <th scope="col" className="cell-number">
          {w('race.columnCompleted')}
          {wan}
        </th>
        <th scope="col" className="cell-number">
          {w('race.columnCurrent')}
          {wan}
        </th>
        <th scope="col" className="cell-number">
          {w('race.columnProjects')}
        </th>
        <th scope="col">
          <span className="ranking-lights">
            <span>{w('race.columnLights')}</span>
            <span>{w('race.columnLate')}</span>
          </span>
        </th>
      </tr>
    </thead>
  )
}

type LineProps = Omit<Props, 'ranking'> & { place: Place; decimals: number; full: number }

function Line({ place, decimals, full, onOpen, openId }: LineProps) {
  const w = useWords()
  const isBehind = place.gap !== null && Number(place.gap) < 0
  const reason = w(compareWan(place.annualPlan, '0') === 0 ? 'race.outsideZero' : 'race.outsideOther')
  return (
    // the name is the button; a click anywhere on its line means the same
    <tr className={`row-opens ${openId === place.orgId ? 'row-open' : ''}`} onClick={() => onOpen(place)}>
      <td>
        <PlaceMark place={place.place} previous={place.previousPlace} tied={place.isTied} />
      </td>
      <th scope="row">
        <button type="button" className="ranking-name">
          {place.orgName}
        </button>
      </th>
      <td className="ranking-bar">
        {place.completionRate === null ? (
          reason
        ) : (
          <Bar value={place.completionRate} pace={place.pace} size="m" max={full} />
        )}
      </td>
      <td className="cell-number ranking-rate">{rateIn(place.completionRate)}</td>
      <td className={`cell-number ${isBehind ? 'ranking-behind' : ''}`}>{signed(place.gap)}</td>
      <Amounts sums={place} decimals={decimals} />
      <td>
        <span className="ranking-lights">
          <LightCounts lights={place.lights} />
          <span className={place.late > 0 ? undefined : 'ranking-none'}>{place.late}</span>
        </span>
      </td>
    </tr>
  )
}

function Amounts({ sums, decimals }: { sums: Sums; decimals: number }) {
  return (
    <>
      {[sums.annualPlan, sums.completedYtd, sums.completedCurrent].map((wan, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: three columns in their order
        <td key={index} className="cell-number">
          <Figure value={moneyIn(wan, 'wan', decimals)} />
        </td>
      ))}
      <td className="cell-number">{sums.projects}</td>
    </>
  )
}

function Total({ ranking: { totals }, decimals, full }: { ranking: Ranking; decimals: number; full: number }) {
  const w = useWords()
  const gap =
    totals.completionRate === null || totals.pace === null ? null : pointsBetween(totals.completionRate, totals.pace)
  return (
    <tfoot>
      <tr>
        <td />
        <td>{w('race.total')}</td>
        <td className="ranking-bar">
          {totals.completionRate !== null && (
            <Bar value={totals.completionRate} pace={totals.pace} size="m" max={full} />
          )}
        </td>
        <td className="cell-number ranking-rate">{rateIn(totals.completionRate)}</td>
        <td className="cell-number">{signed(gap)}</td>
        <Amounts sums={totals} decimals={decimals} />
        <td />
      </tr>
    </tfoot>
  )
}
