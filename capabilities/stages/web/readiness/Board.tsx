import { Link } from '#platform/web/address.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Preparation, PreparationItem, ReadinessRow } from '../../contract/joint-starts.ts'
import { countyLabel, partialText } from '../parts/labels.ts'

type Props = {
  rows: ReadinessRow[]
  items: PreparationItem[]
  required: string[]
  openId: number | null
  onOpen: (projectId: number) => void
}

/** Projects down, what a start asks for across: done with its day in the title, planned as a hollow mark, missing as a gap in red. */
export function Board({ rows, items, required, openId, onOpen }: Props) {
  const w = useWords()
  const shown = items.filter(({ code }) => required.includes(code))
  const columns: Column<ReadinessRow>[] = [
    {
      key: 'name',
      title: w('ledger.field.name'),
      wraps: true,
      width: '28%',
      cell: ({ projectId, name }) => <Link to={`/projects/${projectId}`}>{name}</Link>,
    },
    { key: 'county', title: w('stages.rate.county'), cell: ({ countyName }) => countyLabel(w, countyName) },
    {
      key: 'planned',
      title: w('ledger.field.plannedStart'),
      cell: ({ plannedStart }) => (plannedStart ? partialText(plannedStart) : '—'),
    },
    ...shown.map(
      ({ code, label }): Column<ReadinessRow> => ({
        key: code,
        title: label,
        kind: 'mark',
        cell: (row) => (
          <ItemMark
            label={label}
            of={row.preparation.find((one) => one.code === code)}
            missing={row.missing.includes(code)}
          />
        ),
      }),
    ),
    {
      key: 'count',
      title: w('stages.ready.missing'),
      kind: 'number',
      cell: ({ missing }) => (missing.length > 0 ? <b className="standing-overdue">{missing.length}</b> : '0'),
    },
  ]
  return (
    <DataTable
      label={w('stages.ready.title')}
      columns={columns}
      rows={rows}
      rowKey={({ projectId }) => projectId}
      onOpen={({ projectId }) => onOpen(projectId)}
      openKey={openId}
      comfortable
      empty={<p className="panel-empty">{w('stages.ready.none')}</p>}
      card={(row) => (
        <div className="card">
          <b>{row.name}</b>
          <br />
          <small>
            {[
              countyLabel(w, row.countyName),
              row.plannedStart ? partialText(row.plannedStart) : w('stages.rate.noPlannedDate'),
            ].join('　')}
          </small>
          <br />
          {row.isReady ? (
            w('stages.ready.ready')
          ) : (
            <span className="standing-overdue">
              {w('stages.ready.lacks', {
                items: row.missing.map((code) => items.find((item) => item.code === code)?.label ?? code).join('、'),
              })}
            </span>
          )}
        </div>
      )}
    />
  )
}

function ItemMark({ label, of, missing }: { label: string; of: Preparation | undefined; missing: boolean }) {
  const w = useWords()
  if (!missing) {
    const title = w('stages.ready.doneOn', { item: label, day: of?.doneOn ?? '' })
    return (
      <span className="item-done" role="img" aria-label={title} title={title}>
        ✓
      </span>
    )
  }
  const title = of?.plannedOn
    ? w('stages.ready.plannedFor', { item: label, day: of.plannedOn })
    : w('stages.ready.missingItem', { item: label })
  return (
    <span className={of?.plannedOn ? 'item-planned' : 'item-missing'} role="img" aria-label={title} title={title}>
      {of?.plannedOn ? of.plannedOn.slice(5).replace('-', '/') : '✗'}
    </span>
  )
}
