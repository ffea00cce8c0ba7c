import { decimalsOf, instantText, moneyIn, rateIn } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import type { Column } from '#platform/web/kit/DataTable.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { LightShape } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow } from '../../contract.ts'
import { WarnShape } from '../shared/Findings.tsx'
import { StateMark } from '../shared/StateMark.tsx'

/** 项目 计划 上期 本期 完成率│序时 异常 附件 填报人 时间: old beside new, one rule of decimals per column. */
export function useReviewColumns(rows: readonly ReportRow[], showState: boolean): Column<ReportRow>[] {
  const w = useWords()
  const wan = w('kit.unit.wan')
  const amount = (
    key: 'annualPlan' | 'previousCurrent' | 'completedCurrent' | 'completedYtd',
    title: string,
    isNew = false,
  ): Column<ReportRow> => {
    const decimals = decimalsOf(
      rows.map((row) => row[key]),
      'wan',
      2,
    )
    const cell = (row: ReportRow) => <Figure value={moneyIn(row[key], 'wan', decimals)} />
    return {
      key,
      title,
      unit: wan,
      kind: 'number',
      width: '5.5rem',
      cell: (row) => (isNew ? <strong>{cell(row)}</strong> : <span className="review-old">{cell(row)}</span>),
    }
  }
  const state: Column<ReportRow> = {
    key: 'state',
    title: w('dispatch.column.state'),
    width: '6.5rem',
    cell: (row) => <StateMark row={row} />,
  }
  return [
    {
      key: 'project',
      title: w('dispatch.column.project'),
      width: '19rem',
      cell: (row) => (
        <span className="review-project" title={row.projectName}>
          <LightShape light={row.light} />
          <span>{row.projectName}</span>
          <small>{row.countyName ?? w('dispatch.cityLevel')}</small>
        </span>
      ),
    },
    amount('annualPlan', w('dispatch.column.plan')),
    amount('previousCurrent', w('dispatch.column.previousCurrent')),
    amount('completedCurrent', w('dispatch.column.currentShort'), true),
    amount('completedYtd', w('dispatch.column.ytd'), true),
    {
      key: 'rate',
      title: w('dispatch.column.ratePace'),
      unit: '%',
      width: '8.5rem',
      cell: (row) => (
        <span className="review-rate">
          <span>{rateIn(row.completionRate)}</span>
          <Bar value={row.completionRate} pace={row.pace} light={row.light} />
        </span>
      ),
    },
    { key: 'findings', title: w('dispatch.column.findings'), cell: (row) => <FindingsCell row={row} /> },
    { key: 'photos', title: w('dispatch.photos'), kind: 'number', width: '3.5rem', cell: (row) => row.photos || '—' },
    {
      key: 'by',
      title: w('dispatch.column.reporter'),
      width: '5.5rem',
      cell: (row) => row.submittedBy ?? row.reporters[0] ?? '—',
    },
    {
      key: 'at',
      title: w('dispatch.column.submittedAt'),
      width: '8.5rem',
      cell: (row) => (row.submittedAt ? instantText(row.submittedAt) : '—'),
    },
    ...(showState ? [state] : []),
  ]
}

/** The first sentence, how many more, and whether the reporter has explained. */
function FindingsCell({ row }: { row: ReportRow }) {
  const w = useWords()
  const [first] = row.findings
  if (!first) return null
  const text = row.explanation ? w('dispatch.explained', { explanation: row.explanation }) : ''
  return (
    <span
      className="review-findings"
      title={`${row.findings.map((finding) => finding.text).join('\n')}${text ? `\n${text}` : ''}`}
    >
      <WarnShape weight={first.weight} />
      <span>{w(`dispatch.finding.${first.code}`)}</span>
      {row.findings.length > 1 && <small className="review-more">+{row.findings.length - 1}</small>}
      {text && <small className="review-explained">{w('dispatch.isExplained')}</small>}
      <small>{first.text}</small>
    </span>
  )
}

/** A report on a phone. */
export function ReviewCard({ row }: { row: ReportRow }) {
  const w = useWords()
  return (
    <span className="review-card">
      <span className="review-project">
        <LightShape light={row.light} />
        <strong>{row.projectName}</strong>
        <StateMark row={row} />
      </span>
      <span>
        {w('dispatch.column.currentShort')} <b>{moneyIn(row.completedCurrent, 'wan')}</b> {w('kit.unit.wan')}
        <small>　{w('dispatch.previousIs', { amount: moneyIn(row.previousCurrent, 'wan') })}</small>
      </span>
      <Bar value={row.completionRate} pace={row.pace} light={row.light} />
      <FindingsCell row={row} />
    </span>
  )
}
