import { useState } from 'react'
import type { MoneyUnit } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { Money, placesOf } from '../parts/Money.tsx'
import { PlanDialog } from './PlanDialog.tsx'

type Plan = Project['annualPlans'][number]
type Props = { project: Project; year: number; unit: MoneyUnit; mayEdit: boolean }

/** Annual plans as issued and as adjusted; the issued one is kept for ever. */
export function Plans({ project, year, unit, mayEdit }: Props) {
  const w = useWords()
  const [setting, setSetting] = useState(false)
  const rows = [...project.annualPlans].sort((a, b) => b.year - a.year)
  const places = placesOf(
    rows.flatMap((plan) => [plan.initialAmount, plan.adjustedAmount]),
    unit,
  )
  const unitName = w(`kit.unit.${unit}`)
  const columns: Column<Plan>[] = [
    { key: 'year', title: w('ledger.project.year'), cell: (plan) => `${plan.year}` },
    {
      key: 'initial',
      title: w('ledger.plan.initial'),
      unit: unitName,
      kind: 'number',
      cell: (plan) => <Money wan={plan.initialAmount} unit={unit} decimals={places} />,
    },
    {
      key: 'adjusted',
      title: w('ledger.plan.adjusted'),
      unit: unitName,
      kind: 'number',
      cell: (plan) => <Money wan={plan.adjustedAmount} unit={unit} decimals={places} />,
    },
    { key: 'reason', title: w('ledger.plan.reason'), wraps: true, cell: (plan) => plan.adjustedReason ?? '' },
  ]
  const hasPlan = rows.some((plan) => plan.year === year)
  return (
    <Section
      title={w('ledger.plan.title')}
      aside={
        mayEdit && (
          <Button kind="quiet" size="s" className="no-print" onClick={() => setSetting(true)}>
            {w(hasPlan ? 'ledger.plan.adjust' : 'ledger.plan.issue', { year })}
          </Button>
        )
      }
    >
      <DataTable
        label={w('ledger.plan.title')}
        columns={columns}
        rows={rows}
        rowKey={(plan) => plan.year}
        empty={<EmptyState title={w('ledger.plan.none')}>{w('ledger.plan.noneText')}</EmptyState>}
      />
      {setting && <PlanDialog project={project} year={year} onClose={() => setSetting(false)} />}
    </Section>
  )
}
