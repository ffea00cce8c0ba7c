import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { dateText, type MoneyUnit, rateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { LightShape } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ProjectSums, RosterMember } from '../../rosters/contract.ts'
import { libraryLabel, stageLabel } from '../parts/labels.ts'
import { Money, placesOf } from '../parts/Money.tsx'

const LeaveDialog = lazy(async () => ({ default: (await import('./LeaveDialog.tsx')).LeaveDialog }))
const TierDialog = lazy(async () => ({ default: (await import('./TierDialog.tsx')).TierDialog }))
const AMOUNTS = ['totalInvestment', 'annualPlan', 'completedYtd'] as const
type Key = number | string
type Props = {
  rosterId: number
  members: readonly RosterMember[]
  sums?: ProjectSums
  unit: MoneyUnit
  mayKeep: boolean
  empty?: ReactNode
}

/** Members of a list, present or former; ticked ones are taken off together. */
export function MemberTable({ rosterId, members, sums, unit, mayKeep, empty }: Props) {
  const w = useWords()
  const [selected, setSelected] = useState<ReadonlySet<Key>>(new Set())
  const [leaving, setLeaving] = useState(false)
  const [setting, setSetting] = useState<RosterMember | null>(null)
  const chosen = members.filter(({ id }) => selected.has(id))
  return (
    <>
      {chosen.length > 0 && (
        <div className="ticked-bar no-print">
          <strong>{w('kit.selected', { count: chosen.length })}</strong>
          <Button size="s" onClick={() => setLeaving(true)}>
            {w('libraries.remove')}
          </Button>
          {chosen.length === 1 && (
            <Button size="s" onClick={() => setSetting(chosen[0]!)}>
              {w('libraries.setTier')}
            </Button>
          )}
        </div>
      )}
      <DataTable
        label={w('libraries.members')}
        columns={columnsOf(w, members, sums, unit)}
        rows={members}
        rowKey={({ id }) => id}
        selected={mayKeep ? selected : undefined}
        onSelect={mayKeep ? setSelected : undefined}
        empty={empty}
        foot={
          sums && members.length > 0
            ? {
                name: `${w('libraries.total')} ${sums.projects}${w('libraries.projectUnit')}`,
                ...Object.fromEntries(
                  AMOUNTS.map((key) => [
                    key,
                    <Money key={key} wan={sums[key]} unit={unit} decimals={decimalsOf(members, sums, unit, key)} />,
                  ]),
                ),
              }
            : undefined
        }
      />
      <Suspense fallback={null}>
        {leaving && (
          <LeaveDialog
            rosterId={rosterId}
            projectIds={chosen.map(({ projectId }) => projectId)}
            onClose={() => setLeaving(false)}
            onDone={() => setSelected(new Set())}
          />
        )}
        {setting && <TierDialog rosterId={rosterId} member={setting} onClose={() => setSetting(null)} />}
      </Suspense>
    </>
  )
}

type Say = ReturnType<typeof useWords>

function decimalsOf(
  members: readonly RosterMember[],
  sums: ProjectSums | undefined,
  unit: MoneyUnit,
  key: (typeof AMOUNTS)[number],
) {
  return placesOf([...members.map((member) => member[key]), ...(sums ? [sums[key]] : [])], unit)
}

function columnsOf(
  w: Say,
  members: readonly RosterMember[],
  sums: ProjectSums | undefined,
  unit: MoneyUnit,
): Column<RosterMember>[] {
  const isFormer = members.some(({ leftOn }) => leftOn !== null)
  return [
    {
      key: 'name',
      title: w('libraries.project'),
      wraps: true,
      cell: ({ projectId, name, light }) => (
        <>
          <LightShape light={light} /> <Link to={`/projects/${projectId}`}>{name}</Link>
        </>
      ),
    },
    { key: 'county', title: w('libraries.county'), cell: ({ countyName }) => countyName ?? '—' },
    {
      key: 'stage',
      title: w('libraries.stage'),
      cell: ({ stage, library }) => `${libraryLabel(w, library)} ${stageLabel(w, stage)}`,
    },
    {
      key: 'tier',
      title: w('libraries.setTier'),
      cell: ({ batch, tier, projectTier }) =>
        [batch, tier || (projectTier === 1 || projectTier === 2 ? w(`libraries.tier.${projectTier}`) : '')]
          .filter(Boolean)
          .join(' '),
    },
    ...AMOUNTS.map((key) => ({
      key,
      title: w(`ledger.field.${key}`),
      unit: w(`kit.unit.${unit}`),
      kind: 'number' as const,
      cell: (member: RosterMember) => (
        <Money wan={member[key]} unit={unit} decimals={decimalsOf(members, sums, unit, key)} />
      ),
    })),
    { key: 'rate', title: w('ledger.rate'), kind: 'number', cell: ({ completionRate }) => rateText(completionRate) },
    {
      key: 'joined',
      title: w('libraries.joinedOn'),
      cell: ({ joinedOn, joinDocument }) => <span title={joinDocument || undefined}>{dateText(joinedOn)}</span>,
    },
    ...(isFormer
      ? [
          {
            key: 'left',
            title: w('libraries.leftOn'),
            wraps: true,
            cell: ({ leftOn, leaveReason, leaveDocument }: RosterMember) =>
              `${leftOn ? dateText(leftOn) : ''} ${leaveReason ?? ''} ${leaveDocument}`,
          },
        ]
      : []),
  ]
}
