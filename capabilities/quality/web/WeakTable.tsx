import { stageLabel } from '#capabilities/ledger/web/public.tsx'
import { rateIn } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { type LightColour, LightShape } from '#platform/web/kit/Light.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { WeakProject } from '../contract.ts'
import type { WeakList } from './QualityPage.tsx'
import { Kind } from './RuleCounts.tsx'
import type { Quality } from './Standing.tsx'

type Props = {
  list: WeakList
  rules: Quality['rules']
  openId: number | null
  onOpen: (project: WeakProject) => void
}

/** The least complete first; what each lacks is said in the row. */
export function WeakTable({ list, rules, openId, onOpen }: Props) {
  const w = useWords()
  const names = new Map(rules.map(({ ruleId, name }) => [ruleId, name]))
  return (
    <DataTable
      label={w('quality.worst')}
      columns={columnsOf(w, names)}
      rows={list.rows}
      rowKey={({ id }) => id}
      onOpen={onOpen}
      openKey={openId}
      total={list.total}
      more={list.more}
      loading={list.loading}
      problem={list.problem}
      onRetry={list.retry}
      empty={<EmptyState title={w('quality.nothingWeak')}>{w('quality.nothingWeakNote')}</EmptyState>}
      card={(row) => <WeakCard row={row} names={names} />}
    />
  )
}

type Names = ReadonlyMap<number, string>

function columnsOf(w: Say, names: Names): Column<WeakProject>[] {
  return [
    {
      key: 'name',
      title: w('ledger.field.name'),
      width: '30%',
      wraps: true,
      cell: ({ name, light }) => (
        <>
          <LightShape light={light as LightColour} /> {name}
        </>
      ),
    },
    { key: 'county', title: w('quality.county'), width: '7rem', cell: ({ countyName }) => countyName ?? '—' },
    {
      key: 'org',
      title: w('ledger.field.responsibleOrg'),
      width: '11rem',
      cell: ({ responsibleOrg }) => responsibleOrg ?? '—',
    },
    { key: 'stage', title: w('ledger.field.stage'), width: '5rem', cell: ({ stage }) => stageLabel(w, stage) },
    {
      key: 'score',
      title: w('quality.score'),
      unit: '%',
      kind: 'number',
      width: '9rem',
      cell: ({ score }) => (
        <span className="quality-score">
          <Figure value={rateIn(score)} />
          <Bar value={score} />
        </span>
      ),
    },
    { key: 'findings', title: w('quality.lacks'), wraps: true, cell: (row) => <Findings row={row} names={names} /> },
  ]
}

/** The first three in words, the rest as a number: the row opens to all of them. */
function Findings({ row, names }: { row: WeakProject; names: Names }) {
  const all = [...row.faults.map((id) => ({ id, isGap: false })), ...row.gaps.map((id) => ({ id, isGap: true }))]
  return (
    <span className="quality-findings">
      {all.slice(0, 3).map(({ id, isGap }) => (
        <span key={id}>
          <Kind isGap={isGap} />
          {names.get(id)}
        </span>
      ))}
      {all.length > 3 && <small>+{all.length - 3}</small>}
    </span>
  )
}

function WeakCard({ row, names }: { row: WeakProject; names: Names }) {
  return (
    <span className="quality-card">
      <b>
        <LightShape light={row.light as LightColour} /> {row.name}
      </b>
      <small>
        {row.countyName ?? '—'}　{row.responsibleOrg ?? ''}
      </small>
      <span className="quality-score">
        <Figure value={rateIn(row.score)} unit="%" />
        <Bar value={row.score} />
      </span>
      <Findings row={row} names={names} />
    </span>
  )
}
