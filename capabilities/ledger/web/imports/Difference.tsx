import { Link } from '#platform/web/address.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportDifference, ImportPreview } from '../../import/contract.ts'
import { takesRow } from '../../merge/rules.ts'
import { TextChange } from '../history/History.tsx'
import { fieldLabel, fieldValueText, isMoneyField, stageLabel } from '../parts/labels.ts'
import { Money, placesOf } from '../parts/Money.tsx'
import type { DecisionWork } from './merge/use-decisions.ts'

type Props = {
  preview: ImportPreview
  view: 'added' | 'changed' | 'missing' | 'rejected'
  /** Where the file carries its base, new rows may be left out one by one. */
  decisions?: DecisionWork | null
}
const LONG_TEXT = 24

/** What writing would do to the ledger. */
export function Difference({ preview, view, decisions = null }: Props) {
  const w = useWords()
  const { difference, skipped, summary } = preview
  if (view === 'changed') return <Changed items={difference.changed} total={summary.changed} />
  if (view === 'added')
    return (
      <Added items={difference.added} total={summary.added} work={preview.state === 'preview' ? decisions : null} />
    )
  if (view === 'missing') return <Missing items={difference.missing} total={summary.missing} />
  const rows = [
    ...difference.rejected.map((row) => ({ ...row, isRejected: true })),
    ...skipped.map((row) => ({ ...row, column: '', isRejected: false })),
  ]
  if (rows.length === 0) return <EmptyState title={w('kit.empty')} />
  return (
    <DataTable
      label={w('imports.view.rejected')}
      rows={rows}
      rowKey={(row) => `${row.sheet}!${row.excelRow}${row.column}${row.isRejected}`}
      columns={[
        {
          key: 'place',
          title: w('imports.place'),
          cell: (row) =>
            `${row.sheet} ${row.column ? `${row.column}${row.excelRow}` : w('imports.row', { row: row.excelRow })}`,
        },
        {
          key: 'what',
          title: w('imports.what'),
          cell: (row) => (row.isRejected ? <strong>{w('imports.notRead')}</strong> : w('imports.skipped')),
        },
        { key: 'text', title: w('imports.reason'), wraps: true, cell: (row) => row.text },
      ]}
    />
  )
}

type AddedProps = { items: ImportDifference['added']; total: number; work: DecisionWork | null }

function Added({ items, total, work }: AddedProps) {
  const w = useWords()
  const keyOf = (row: { sheet: string; excelRow: number }) => `${row.sheet}!${row.excelRow}`
  const taken = new Set(work ? items.filter((row) => takesRow(`+${row.excelRow}`, work.decisions)).map(keyOf) : [])
  const choose = (next: Set<number | string>) =>
    work?.decide({
      cells: Object.fromEntries(items.map((row) => [`+${row.excelRow}`, next.has(keyOf(row)) ? null : 'ours'])),
    })
  const places = placesOf(
    items.map((row) => row.totalInvestment),
    'wan',
  )
  const columns: Column<ImportDifference['added'][number]>[] = [
    { key: 'name', title: w('ledger.field.name'), wraps: true, width: '40%', cell: (row) => row.name },
    { key: 'owner', title: w('ledger.field.owner'), cell: (row) => row.owner ?? <span className="no-value">—</span> },
    {
      key: 'county',
      title: w('ledger.field.county'),
      cell: (row) => row.county ?? <span className="no-value">{w('imports.noCounty')}</span>,
    },
    { key: 'stage', title: w('ledger.field.stage'), cell: (row) => stageLabel(w, row.stage) },
    {
      key: 'total',
      title: w('ledger.field.totalInvestment'),
      unit: w('kit.unit.wan'),
      kind: 'number',
      cell: (row) => <Money wan={row.totalInvestment} unit="wan" decimals={places} />,
    },
    {
      key: 'place',
      title: w('imports.place'),
      cell: (row) => `${row.sheet} ${w('imports.row', { row: row.excelRow })}`,
    },
  ]
  return (
    <DataTable
      label={w('imports.view.added')}
      columns={columns}
      rows={items}
      rowKey={keyOf}
      total={total}
      {...(work ? { selected: taken, onSelect: choose } : {})}
    />
  )
}

/** Project by project, cell by cell: what the ledger says, what the file says. */
function Changed({ items, total }: { items: ImportDifference['changed']; total: number }) {
  const w = useWords()
  return (
    <>
      <ol className="changed">
        {items.map(({ projectId, name, sheet, excelRow, changes }) => (
          <li key={projectId}>
            <header>
              <Link to={`/projects/${projectId}`}>{name}</Link>
              <small>
                {sheet} {w('imports.row', { row: excelRow })}
              </small>
            </header>
            <table>
              <tbody>
                {changes.map((change) => (
                  <tr key={change.field + (change.cell ?? '')} className={change.suspicious ? 'change-suspicious' : ''}>
                    <th scope="row">
                      {fieldLabel(w, change.field)}
                      {change.cell && <small>{change.cell}</small>}
                    </th>
                    <CellChange change={change} />
                  </tr>
                ))}
              </tbody>
            </table>
          </li>
        ))}
      </ol>
      {items.length < total && <p className="no-value">{w('kit.shown', { total, shown: items.length })}</p>}
    </>
  )
}

function CellChange({ change }: { change: ImportDifference['changed'][number]['changes'][number] }) {
  const w = useWords()
  const { field, old, new: now, oldRaw, newRaw, suspicious } = change
  const isLong = old !== null && now !== null && Math.max(old.length, now.length) > LONG_TEXT && !isMoneyField(field)
  const shown = fieldValueText(w, field, now)
  const raw = newRaw && newRaw !== now && newRaw !== shown ? newRaw : null
  if (isLong) {
    return (
      <td colSpan={2}>
        <TextChange before={old} after={now} />
      </td>
    )
  }
  return (
    <>
      <td className="cell-old" title={oldRaw ?? undefined}>
        {fieldValueText(w, field, old)}
      </td>
      <td className="cell-new">
        <span aria-hidden="true">→ </span>
        <span className="sr-only">{w('imports.becomes')}</span>
        <strong>{shown}</strong>
        {raw && <small>{w('imports.written', { raw })}</small>}
        {suspicious && <em>{w('imports.suspicious')}</em>}
      </td>
    </>
  )
}

function Missing({ items, total }: { items: ImportDifference['missing']; total: number }) {
  const w = useWords()
  return (
    <>
      <p className="no-value">{w('imports.missingNote')}</p>
      <DataTable
        label={w('imports.view.missing')}
        rows={items}
        rowKey={(row) => row.projectId}
        total={total}
        columns={[
          {
            key: 'name',
            title: w('ledger.field.name'),
            wraps: true,
            cell: (row) => <Link to={`/projects/${row.projectId}`}>{row.name}</Link>,
          },
          { key: 'owner', title: w('ledger.field.owner'), cell: (row) => row.owner ?? '—' },
        ]}
      />
    </>
  )
}
