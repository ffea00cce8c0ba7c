import { Link } from '#platform/web/address.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { Segmented } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RolloverItem } from '../../libraries/overview-contract.ts'
import { planStateLabel, stageLabel } from '../parts/labels.ts'
import { Money, placesOf } from '../parts/Money.tsx'
import { useMoneyUnit } from '../parts/money-unit.ts'
import type { Decisions } from './RolloverPage.tsx'

type Project = RolloverItem
type Props = {
  projects: readonly Project[]
  /** All there are, where only the largest are shown. */
  total?: number
  decisions?: Decisions
  onDecide?: (id: number, decision: 'carry' | 'leave') => void
}

/** Projects at the turn of the year; where something is to be decided, the choice stands at the end of the line. */
export function TurningTable({ projects, total, decisions, onDecide }: Props) {
  const w = useWords()
  const [unit] = useMoneyUnit()
  const decimals = placesOf(
    projects.map(({ totalInvestment }) => totalInvestment),
    unit,
  )
  const columns: Column<Project>[] = [
    {
      key: 'name',
      title: w('libraries.project'),
      wraps: true,
      cell: ({ id, name }) => <Link to={`/projects/${id}`}>{name}</Link>,
    },
    { key: 'county', title: w('libraries.county'), cell: ({ countyName }) => countyName ?? '—' },
    { key: 'state', title: w('ledger.field.planState'), cell: ({ planState }) => planStateLabel(w, planState) },
    { key: 'stage', title: w('libraries.stage'), cell: ({ stage }) => stageLabel(w, stage) },
    {
      key: 'planned',
      title: w('libraries.plannedStart'),
      cell: ({ plannedStart, startDate }) => startDate ?? plannedStart ?? '—',
    },
    {
      key: 'total',
      title: w('ledger.field.totalInvestment'),
      unit: w(`kit.unit.${unit}`),
      kind: 'number',
      cell: ({ totalInvestment }) => <Money wan={totalInvestment} unit={unit} decimals={decimals} />,
    },
    ...(onDecide
      ? [
          {
            key: 'decision',
            title: w('libraries.decided'),
            cell: ({ id, name }: Project) => (
              <Segmented
                label={name}
                value={decisions?.[id] ?? ''}
                onChange={(next) => next !== '' && onDecide(id, next)}
                options={[
                  { value: 'carry' as const, label: w('libraries.carryOver') },
                  { value: 'leave' as const, label: w('libraries.leaveOut') },
                ]}
              />
            ),
          },
        ]
      : []),
  ]
  return (
    <DataTable
      label={w('libraries.rollover')}
      columns={columns}
      rows={projects}
      total={total}
      rowKey={({ id }) => id}
      comfortable={onDecide !== undefined}
    />
  )
}
