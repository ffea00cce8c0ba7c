import { Link, useGo } from '#platform/web/address.tsx'
import { type MoneyUnit, rateText } from '#platform/web/format.ts'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { LibraryOverview, OverviewLine } from '../../libraries/overview-contract.ts'
import { libraryLabel } from '../parts/labels.ts'
import { Money } from '../parts/Money.tsx'

/** A line of a table and the list that it opens: the same projects, by the same conditions. */
type Line = OverviewLine & { key: string; label: string; filter: Record<string, string>; kind?: 'part' | 'apart' }

const FINISHED = 'completed,inProduction,atCapacity,returnsAchieved'

/** Counts and sums by library, by state in the annual plan and by tier; each of the three closes with the same total. */
export function OverviewTables({ overview, unit }: { overview: LibraryOverview; unit: MoneyUnit }) {
  const w = useWords()
  return (
    <div className="overview-tables">
      <Leading overview={overview} />
      <Section title={w('libraries.libraries')}>
        <LineTable
          label={w('libraries.libraries')}
          lines={libraryLines(w, overview)}
          total={overview.total}
          unit={unit}
        />
      </Section>
      <Section title={w('libraries.planStates', { year: overview.planYear })}>
        <LineTable
          label={w('libraries.planStates', { year: overview.planYear })}
          lines={overview.planStates
            .filter(({ projects, state }) => projects > 0 || state !== 'unmarked')
            .map(({ state, ...line }) => ({
              ...line,
              key: state,
              label: w(`libraries.plan.${state}`),
              filter: { planState: state },
            }))}
          total={overview.total}
          unit={unit}
        />
      </Section>
      <Section title={w('libraries.tiers')}>
        <LineTable
          label={w('libraries.tiers')}
          lines={overview.tiers.map(({ tier, ...line }) => ({
            ...line,
            key: String(tier),
            label: w(`libraries.tier.${tier ?? 'none'}`),
            filter: { tier: String(tier ?? 'none') },
          }))}
          total={overview.total}
          unit={unit}
        />
      </Section>
    </div>
  )
}

/** The three libraries as figures, larger than anything else here; each opens its projects. */
function Leading({ overview }: { overview: LibraryOverview }) {
  const w = useWords()
  const open = useOpen()
  return (
    <dl className="libraries-lead">
      {overview.libraries.map(({ library, projects }) => (
        <div key={library}>
          <dt>{libraryLabel(w, library)}</dt>
          <dd>
            <Figure
              value={String(projects)}
              unit={w('libraries.projectUnit')}
              size={library === 'construction' ? 'xl' : 'l'}
              label={libraryLabel(w, library)}
              onOpen={() => open({ library })}
            />
          </dd>
        </div>
      ))}
      <div>
        <dt>{w('libraries.waitingMoves')}</dt>
        <dd>
          <Link to="/libraries?tab=decisions">
            <Figure value={String(overview.waiting)} unit={w('libraries.moveUnit')} size="l" />
          </Link>
        </dd>
      </div>
    </dl>
  )
}

/** Opens the list of projects that are counted: those in the libraries, unless the filter says otherwise. */
function useOpen(): (filter: Record<string, string>) => void {
  const go = useGo()
  const [region] = useRegionChoice()
  return (filter) => {
    const all = { withdrawn: 'false', ...filter, ...(region ? { org: String(region.id) } : {}) }
    go(`/projects?${new URLSearchParams(all)}`)
  }
}

function libraryLines(w: Say, overview: LibraryOverview): Line[] {
  const { libraries, priority, suspended, finishedInside, withdrawn } = overview
  const lines: Line[] = libraries.map(({ library, ...line }) => ({
    ...line,
    key: library,
    label: libraryLabel(w, library),
    filter: { library },
  }))
  const parts: Line[] = [
    { ...priority, key: 'priority', label: w('libraries.priority'), filter: { priority: 'true' }, kind: 'part' },
    { ...suspended, key: 'suspended', label: w('libraries.suspended'), filter: { stage: 'suspended' }, kind: 'part' },
    {
      ...finishedInside,
      key: 'finishedInside',
      label: w('libraries.finishedInside'),
      filter: { library: 'construction', stage: FINISHED },
      kind: 'part',
    },
    { ...withdrawn, key: 'withdrawn', label: w('libraries.withdrawn'), filter: { withdrawn: 'true' }, kind: 'apart' },
  ]
  return [...lines, ...parts.filter(({ projects, key }) => projects > 0 || key === 'priority')]
}

type TableProps = { label: string; lines: readonly Line[]; total: OverviewLine; unit: MoneyUnit }

function LineTable({ label, lines, total, unit }: TableProps) {
  const w = useWords()
  const open = useOpen()
  const decimals = unit === 'yi' ? 2 : 0
  const money = (key: 'totalInvestment' | 'annualPlan' | 'completedYtd') => ({
    key,
    title: w(key === 'completedYtd' ? 'ledger.field.completedYtd' : `ledger.field.${key}`),
    unit: w(`kit.unit.${unit}`),
    kind: 'number' as const,
    cell: (line: OverviewLine) => <Money wan={line[key]} unit={unit} decimals={decimals} />,
  })
  const columns: Column<Line>[] = [
    {
      key: 'label',
      title: w('libraries.group'),
      cell: ({ label: name, kind }) => <span className={kind ? `line-${kind}` : ''}>{name}</span>,
    },
    {
      key: 'projects',
      title: w('libraries.projects'),
      unit: w('libraries.projectUnit'),
      kind: 'number',
      cell: ({ projects }) => projects,
    },
    money('totalInvestment'),
    money('annualPlan'),
    money('completedYtd'),
    { key: 'rate', title: w('ledger.rate'), kind: 'number', cell: ({ completionRate }) => rateText(completionRate) },
  ]
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={lines}
      rowKey={({ key }) => key}
      onOpen={({ filter }) => open(filter)}
      foot={{
        label: w('libraries.inAll'),
        projects: total.projects,
        totalInvestment: <Money wan={total.totalInvestment} unit={unit} decimals={decimals} />,
        annualPlan: <Money wan={total.annualPlan} unit={unit} decimals={decimals} />,
        completedYtd: <Money wan={total.completedYtd} unit={unit} decimals={decimals} />,
        rate: rateText(total.completionRate),
      }}
    />
  )
}
