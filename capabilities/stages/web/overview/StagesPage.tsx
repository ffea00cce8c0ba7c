import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { STAGES } from '#capabilities/ledger/contract.ts'
import { formatMoney } from '#kernel/money.ts'
import { percentOf } from '#kernel/ratio.ts'
import { Link } from '#platform/web/address.tsx'
import { rateIn } from '#platform/web/format.ts'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { StageRow } from '../../contract/line.ts'
import { LINE } from '../../rules/line.ts'
import { stages } from '../api.ts'
import { useAmounts } from '../parts/Amount.tsx'
import { stageLabel } from '../parts/labels.ts'
import { StagesTrail } from '../parts/StagesTrail.tsx'
import '#platform/web/kit/table.css'
import './overview.css'

/** 项目阶段: where the projects stand along the line, what they invest, and how long each stage takes. */
export function StagesPage() {
  const w = useWords()
  const { data, error, refetch } = useQuery(stages.readStageOverview.query())
  return (
    <Page
      title={w('stages.overview.title')}
      trail={<StagesTrail />}
      note={
        data &&
        w('stages.overview.note', {
          count: data.total.projects,
          total: formatMoney(data.total.totalInvestment),
          day: data.asOf,
        })
      }
      next={<Link to="/start-rate">{w('stages.overview.next')}</Link>}
    >
      {!data ? (
        error ? (
          <ErrorNote problem={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={10} />
        )
      ) : data.total.projects === 0 ? (
        <EmptyState title={w('stages.overview.empty')}>{w('stages.overview.emptyText')}</EmptyState>
      ) : (
        <Funnel rows={data.items} total={data.total} />
      )}
    </Page>
  )
}

type FunnelProps = { rows: StageRow[]; total: { projects: number; totalInvestment: string } }

/** One line for each stage in the line's order, then what lies beside it; bars share one scale so that they compare. */
function Funnel({ rows, total }: FunnelProps) {
  const w = useWords()
  const of = new Map(rows.map((row) => [row.stage, row]))
  const amounts = useAmounts([...rows.map((row) => row.totalInvestment), total.totalInvestment])
  const most = Math.max(...rows.map(({ projects }) => projects))
  const beside = [...STAGES.filter((stage) => !LINE.includes(stage)), null].filter((stage) => of.has(stage))
  return (
    <>
      <div className="table-scroll">
        <table className="table stage-funnel">
          <caption className="sr-only">{w('stages.overview.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{w('ledger.list.stage')}</th>
              <th scope="col" className="stage-funnel-bar" aria-label={w('stages.overview.projects')} />
              <th scope="col" className="cell-number">
                {w('stages.overview.projects')}
              </th>
              <th scope="col" className="cell-number">
                {w('stages.overview.share')}
                <span className="table-unit">%</span>
              </th>
              <th scope="col" className="cell-number">
                {w('ledger.field.totalInvestment')}
                <span className="table-unit">{amounts.unit}</span>
              </th>
              <th scope="col" className="cell-number" title={w('stages.overview.medianHint')}>
                {w('stages.overview.median')}
              </th>
              <th scope="col" className="cell-number" title={w('stages.overview.waitingHint')}>
                {w('stages.overview.waiting')}
              </th>
              <th scope="col" className="cell-number" title={w('stages.overview.undatedHint')}>
                {w('stages.overview.undated')}
              </th>
            </tr>
          </thead>
          <tbody>
            {LINE.map((stage) => (
              <FunnelRow
                key={stage}
                stage={stage}
                row={of.get(stage)}
                most={most}
                total={total.projects}
                draw={amounts.draw}
              />
            ))}
          </tbody>
          {beside.length > 0 && (
            <tbody className="stage-beside">
              <tr>
                <th colSpan={8} scope="rowgroup">
                  {w('stages.overview.beside')}
                </th>
              </tr>
              {beside.map((stage) => (
                <FunnelRow
                  key={stage ?? 'none'}
                  stage={stage}
                  row={of.get(stage)}
                  most={most}
                  total={total.projects}
                  draw={amounts.draw}
                />
              ))}
            </tbody>
          )}
          <tfoot>
            <tr>
              <td>{w('stages.total')}</td>
              <td className="stage-funnel-bar" />
              <td className="cell-number stage-funnel-count">{total.projects}</td>
              <td className="cell-number">{rateIn('100')}</td>
              <td className="cell-number">{amounts.draw(total.totalInvestment)}</td>
              <td colSpan={3} />
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="stage-funnel-note">{w('stages.overview.explain')}</p>
    </>
  )
}

type RowProps = {
  stage: StageRow['stage']
  row: StageRow | undefined
  most: number
  total: number
  draw: (wan: string | null) => ReactNode
}

function FunnelRow({ stage, row, most, total, draw }: RowProps) {
  const w = useWords()
  const projects = row?.projects ?? 0
  const days = (count: number | null | undefined) =>
    count === null || count === undefined ? '—' : w('stages.days', { count })
  const undated = row ? row.projects - row.dated : 0
  return (
    <tr>
      <th scope="row">
        {stage && projects > 0 ? (
          <Link to={`/projects?stage=${stage}`}>{stageLabel(w, stage)}</Link>
        ) : (
          stageLabel(w, stage)
        )}
      </th>
      <td className="stage-funnel-bar">
        {projects > 0 && <span className="stage-funnel-fill" style={{ width: `${(projects / most) * 100}%` }} />}
      </td>
      <td className="cell-number stage-funnel-count">{projects}</td>
      <td className="cell-number">{rateIn(percentOf(String(projects), String(total)))}</td>
      <td className="cell-number">{draw(row?.totalInvestment ?? null)}</td>
      <td className="cell-number" title={row ? w('stages.overview.measured', { count: row.measured }) : undefined}>
        {days(row?.medianDays)}
      </td>
      <td className="cell-number">{days(row?.medianWaiting)}</td>
      <td className={`cell-number ${undated > 0 ? '' : 'stage-none'}`}>{undated > 0 ? undated : '—'}</td>
    </tr>
  )
}
