import { useMemo } from 'react'
import { percentNumber } from '#kernel/ratio.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { Light } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { LightRules } from '../../lights/contract.ts'
import '../parts/parts.css'
import { type Example, examplesOf } from './examples.ts'

/** What the thresholds do, on a project with an even plan at the end of October; follows the form as one types. */
export function ExampleTable({ rules }: { rules: LightRules }) {
  const w = useWords()
  const rows = useMemo(() => examplesOf(rules), [rules])
  const columns: Column<Example>[] = [
    { key: 'case', title: w('ledger.lights.case'), cell: (row) => caseText(row) },
    {
      key: 'bar',
      title: w('ledger.rate'),
      width: '12rem',
      cell: (row) => <RateBar example={row} />,
    },
    { key: 'light', title: w('ledger.list.light'), cell: ({ judged }) => <Light light={judged.light} /> },
    {
      key: 'reason',
      title: w('ledger.lights.reason'),
      wraps: true,
      cell: (row) => <Reason example={row} />,
    },
  ]
  return (
    <div className="lights-example">
      <DataTable
        label={w('ledger.lights.examples')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.key}
        comfortable
        card={(row) => (
          <span className="lights-case">
            <strong>{caseText(row)}</strong>
            <RateBar example={row} />
            <Light light={row.judged.light} />
            <span>
              <Reason example={row} />
            </span>
          </span>
        )}
      />
      <p className="no-value">{w('ledger.lights.examplesNote')}</p>
    </div>
  )

  function caseText({ kind, value }: Example): string {
    if (kind === 'start') return w('ledger.lights.caseStart', { count: value })
    if (kind === 'recovery') return w('ledger.lights.caseRecovery')
    if (value === 0) return w('ledger.lights.caseLevel')
    const points = percentNumber(String(Math.abs(value)))
    return w(value < 0 ? 'ledger.lights.caseAhead' : 'ledger.lights.caseBehind', { points })
  }
}

/** A late start is judged by its months alone. */
function RateBar({ example: { kind, judged } }: { example: Example }) {
  return kind === 'start' ? null : <Bar value={judged.completionRate} pace={judged.pace} light={judged.light} />
}

function Reason({ example: { judged } }: { example: Example }) {
  return (
    <>
      {judged.reason.text}
      {judged.reason.toGreen && <span className="light-to-green">{judged.reason.toGreen}</span>}
    </>
  )
}
