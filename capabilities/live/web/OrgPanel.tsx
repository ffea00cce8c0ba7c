import { useQuery } from '@tanstack/react-query'
import type { Wall } from '#capabilities/live/contract.ts'
import { Link, useGo } from '#platform/web/address.tsx'
import { moneyIn, rateIn, rateText, signed, thin } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Light } from '#platform/web/kit/Light.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from './api.ts'
import { LightLinks } from './LightLinks.tsx'
import { projectsOf } from './projects-address.ts'
import { gapOf, unitOf } from './wall-figures.ts'
import './org-panel.css'

type Child = Wall['children'][number]
type Props = { child: Child; root: Wall['org']; onClose: () => void }
const SHOWN = 12

/** What a county's line is made of: plan, completed, rate against pace, lights, and the projects that hold it back. */
export function OrgPanel({ child, onClose }: Props) {
  const w = useWords()
  const openWall = useOpenWall()
  const org = { id: child.orgId, kind: child.kind }
  const unit = unitOf(child)
  const amount = (wan: string) => `${thin(moneyIn(wan, unit, 2))} ${w(`kit.unit.${unit}`)}`
  const foot = (
    <>
      <Link className="button" to={projectsOf(org)}>
        {w('live.panelProjects')}
      </Link>
      <Button kind="primary" onClick={() => openWall({ id: child.orgId, name: child.name, kind: child.kind })}>
        {w('live.panelWall', { name: child.name })}
      </Button>
    </>
  )
  return (
    <SidePanel title={child.name} note={w('live.panelFormula')} onClose={onClose} foot={foot}>
      <div className="org-rate">
        <strong>{rateText(child.completionRate)}</strong>
        <span>
          {w('live.paceTitle')} {rateText(child.pace)}　{w('live.gap')} {signed(gapOf(child))} {w('kit.unit.points')}
        </span>
        <Bar value={child.completionRate} pace={child.pace} size="l" />
      </div>
      <dl className="org-sums">
        <dt>{w('live.panelCount')}</dt>
        <dd>{child.projects}</dd>
        <dt>{w('live.panelCompleted')}</dt>
        <dd>{amount(child.completedYtd)}</dd>
        <dt>{w('live.panelPlan')}</dt>
        <dd>{amount(child.annualPlan)}</dd>
      </dl>
      <LightLinks lights={child.lights} org={org} />
      <Lagging org={org} count={child.lights.red + child.lights.yellow} />
    </SidePanel>
  )
}

/** Red and yellow projects, the farthest behind first. */
function Lagging({ org, count }: { org: { id: number; kind: string }; count: number }) {
  const w = useWords()
  const isCounty = org.kind === 'county' || org.kind === 'zone'
  const { data, error, refetch } = useQuery({
    ...ledger.listProjects.query({
      query: {
        ...(isCounty ? { county: org.id } : { org: org.id }),
        light: ['red', 'yellow'],
        sort: 'completion',
        order: 'asc',
        limit: SHOWN,
      },
    }),
    enabled: count > 0,
  })
  return (
    <section className="org-lagging">
      <h3>{w('live.panelLagging')}</h3>
      {count === 0 && <p className="wall-quiet">{w('live.panelLaggingNone')}</p>}
      {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : null}
      {count > 0 && !data && !error && <Skeleton />}
      <ul>
        {data?.items.map((project) => (
          <li key={project.id}>
            <Link to={`/projects/${project.id}`}>
              <Light light={project.light} label={false} />
              <span>{project.name}</span>
              <b>{rateIn(project.completionRate)}%</b>
            </Link>
          </li>
        ))}
      </ul>
      {data && data.total > data.items.length && (
        <Link to={projectsOf(org, { light: 'red,yellow' })}>
          {w('live.panelLaggingMore', { count: data.total - data.items.length })}
        </Link>
      )}
    </section>
  )
}

/** Goes to the wall of a part; a county becomes the chosen region as well, so that the ledger follows. */
export function useOpenWall(): (org: { id: number; name: string; kind: string }) => void {
  const go = useGo()
  const [, choose] = useRegionChoice()
  return ({ id, name, kind }) => {
    if (kind === 'county' || kind === 'zone') choose({ id, name })
    go(`/?org=${id}`)
  }
}
