import type { Wall } from '#capabilities/live/contract.ts'
import { compareWan, formatYi } from '#kernel/money.ts'
import { percentOf } from '#kernel/ratio.ts'
import { decimalsOf, moneyIn, rateIn, rateText, spanText } from '#platform/web/format.ts'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { remainderOf } from './wall-figures.ts'

type Part = { name: string; projects: number; annualPlan: string; completedYtd: string }

/** What the headline is made of: every county and the named remainder, adding up to the total, or saying by how much they do not. */
export function TotalsPanel({ wall, onClose }: { wall: Wall; onClose: () => void }) {
  const w = useWords()
  const { totals, children, unplaced, org, asOfMonth } = wall
  // exact: rounded parts would not visibly add up
  const unitText = w('kit.unit.wan')
  const decimals = decimalsOf(
    [totals.annualPlan, totals.completedYtd, ...children.map((child) => child.completedYtd)],
    'wan',
    4,
  )
  const differs = remainderOf(wall)
  const parts: Part[] = [
    ...children,
    ...(unplaced.projects > 0 || children.length > 0 ? [{ name: w('live.rest', { org: org.name }), ...unplaced }] : []),
  ]
  const columns: Column<Part>[] = [
    { key: 'name', title: w('live.panelUnit'), cell: (part) => part.name },
    { key: 'projects', title: w('live.panelCount'), kind: 'number', cell: (part) => part.projects },
    {
      key: 'plan',
      title: w('live.panelPlan'),
      unit: unitText,
      kind: 'number',
      cell: (part) => <Figure value={moneyIn(part.annualPlan, 'wan', decimals)} />,
    },
    {
      key: 'completed',
      title: w('live.panelCompleted'),
      unit: unitText,
      kind: 'number',
      cell: (part) => <Figure value={moneyIn(part.completedYtd, 'wan', decimals)} />,
    },
    {
      key: 'rate',
      title: w('live.panelShare'),
      unit: '%',
      kind: 'number',
      cell: (part) => rateIn(percentOf(part.completedYtd, part.annualPlan)),
    },
  ]
  const foot = {
    name: w('live.panelSum'),
    projects: totals.projects,
    plan: <Figure value={moneyIn(totals.annualPlan, 'wan', decimals)} />,
    completed: <Figure value={moneyIn(totals.completedYtd, 'wan', decimals)} />,
    rate: rateIn(totals.completionRate),
  }
  return (
    <SidePanel
      title={`${w('live.panelCompleted')}　${formatYi(totals.completedYtd)}`}
      note={asOfMonth ? w('live.panelNote', { span: spanText(asOfMonth) }) : undefined}
      onClose={onClose}
      width="l"
    >
      <p>
        {w('live.panelFormula')}：{moneyIn(totals.completedYtd, 'wan')} ÷ {moneyIn(totals.annualPlan, 'wan')} ＝{' '}
        {rateText(totals.completionRate)}
      </p>
      <DataTable label={w('live.panelParts')} columns={columns} rows={parts} rowKey={(part) => part.name} foot={foot} />
      {compareWan(differs, '0') === 0 ? (
        <Note kind="done">{w('live.panelRoom')}</Note>
      ) : (
        <Note kind="problem">
          {w('live.panelDiffers', { amount: moneyIn(differs, 'wan'), unit: w('kit.unit.wan') })}
        </Note>
      )}
    </SidePanel>
  )
}
