import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { parseBlock } from '#platform/web/kit/grid/block-text.ts'
import { Checkbox } from '#platform/web/kit/inputs.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { FormColumn, OneOffForm, OneOffRow } from '../../one-off/contract.ts'
import { ledger } from '../api.ts'
import { FillCell } from './FillCell.tsx'
import { cellKey, type Draft, useFilling } from './use-filling.ts'

const PAGE = 200

/** One's own projects × the form's columns; what is typed is saved on leaving the cell. */
export function FillTable({ form }: { form: OneOffForm }) {
  const w = useWords()
  const [missing, setMissing] = useState(false)
  const [offset, setOffset] = useState(0)
  const request = {
    params: { id: form.id },
    query: { mine: 'true' as const, offset, limit: PAGE, ...(missing ? { missing: 'true' as const } : {}) },
  }
  const { data, error, refetch } = useQuery({
    ...ledger.listOneOffRows.query(request),
    placeholderData: keepPreviousData,
  })
  if (form.columns.every(({ isDropped }) => isDropped)) return <Note>{w('oneOff.columnsGone')}</Note>
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={8} />
  const due = dateText(form.dueOn)
  const left = data.items.filter(({ isFilled }) => !isFilled).length
  return (
    <>
      {form.state === 'past' && <Note kind="warning">{w('oneOff.pastDue', { due, org: form.orgName })}</Note>}
      {form.state === 'closed' && <Note>{w('oneOff.isClosed')}</Note>}
      {form.state === 'open' && data.total <= PAGE && !missing && data.total > 0 && (
        <Note kind={left === 0 ? 'done' : 'plain'}>
          {left === 0
            ? w('oneOff.allDone', { total: data.total })
            : w('oneOff.toDo', { total: data.total, missing: left, due })}
        </Note>
      )}
      <div className="oo-tools no-print">
        <Checkbox
          value={missing}
          onChange={(next) => {
            setMissing(next)
            setOffset(0)
          }}
        >
          {w('oneOff.onlyMissing')}
        </Checkbox>
        <Pages offset={offset} total={data.total} onGo={setOffset} />
      </div>
      {data.items.length === 0 ? (
        <EmptyState title={w(missing ? 'oneOff.noMissing' : 'oneOff.noRows')} />
      ) : (
        <Table form={form} rows={data.items} queryKey={ledger.listOneOffRows.key(request)} />
      )}
    </>
  )
}

function Pages({ offset, total, onGo }: { offset: number; total: number; onGo: (offset: number) => void }) {
  const w = useWords()
  if (total <= PAGE) return null
  return (
    <span className="oo-pages">
      {w('oneOff.rows', { from: offset + 1, to: Math.min(offset + PAGE, total), total })}
      <Button size="s" disabled={offset === 0} onClick={() => onGo(offset - PAGE)}>
        {w('oneOff.previous')}
      </Button>
      <Button size="s" disabled={offset + PAGE >= total} onClick={() => onGo(offset + PAGE)}>
        {w('oneOff.next')}
      </Button>
    </span>
  )
}

type Props = { form: OneOffForm; rows: readonly OneOffRow[]; queryKey: readonly unknown[] }

function Table({ form, rows, queryKey }: Props) {
  const w = useWords()
  const table = useRef<HTMLTableElement>(null)
  const { drafts, put, save, saving, problem } = useFilling(form.id, rows, queryKey)
  const columns = form.columns.filter(({ isDropped }) => !isDropped)
  const isOpen = form.state === 'open'
  const go = (row: number, column: number) =>
    table.current?.querySelector<HTMLElement>(`[data-cell="${row}/${column}"]`)?.focus()
  const onKeyDown = (event: KeyboardEvent, row: number, column: number) => {
    const isList = event.target instanceof HTMLSelectElement
    if (event.nativeEvent.isComposing || event.altKey) return
    const step = event.key === 'Enter' ? (event.shiftKey ? -1 : 1) : isList ? 0 : ARROWS[event.key]
    if (!step) return
    event.preventDefault()
    if (rows[row + step]) go(row + step, column)
    else (event.target as HTMLElement).blur()
  }
  const onPaste = (event: ClipboardEvent, row: number, column: number) => {
    const block = parseBlock(event.clipboardData.getData('text/plain'))
    if (block.length < 2 && (block[0]?.length ?? 0) < 2) return
    event.preventDefault()
    const { cells, isCut } = spread(block, { rows: rows.slice(row), columns: columns.slice(column) })
    if (isCut) notify(w('oneOff.notAllPasted'))
    put(cells)
    void save(cells)
  }
  return (
    <>
      {problem ? <ErrorNote problem={problem} /> : null}
      <div className="table-scroll oo-scroll">
        <table className="table oo-table" ref={table} aria-label={form.title}>
          <thead>
            <tr>
              <th scope="col">{w('oneOff.project')}</th>
              {columns.map((column) => (
                <th scope="col" key={column.id}>
                  {column.heading}
                  {unitOf(column) && `（${unitOf(column)}）`}
                  {column.required && <span className="field-required"> *</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, nth) => (
              <tr key={row.projectId} className={row.isFilled ? undefined : 'oo-missing'}>
                <th scope="row">
                  <Link to={`/projects/${row.projectId}`}>{row.name}</Link>
                  {row.owner && <small>{row.owner}</small>}
                </th>
                {columns.map((column, at) => (
                  <td key={column.id} data-label={column.heading}>
                    <FillCell
                      {...{ row, column }}
                      place={`${nth}/${at}`}
                      disabled={!isOpen || !row.mayFill}
                      draft={drafts.get(cellKey(row.projectId, column.id)) ?? null}
                      onType={(draft) => put([draft])}
                      onLeave={(draft) => void save([draft])}
                      onKeyDown={(event) => onKeyDown(event, nth, at)}
                      onPaste={(event) => onPaste(event, nth, at)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isOpen && (
        <p className="oo-status" role="status">
          {saving
            ? w('oneOff.saving')
            : drafts.size > 0
              ? w('oneOff.unsaved', { count: drafts.size })
              : w('oneOff.saved')}
          <span className="not-on-phone">　{w('oneOff.howTo')}</span>
        </p>
      )}
    </>
  )
}

const ARROWS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }

function unitOf({ kind, unit }: FormColumn): string | null {
  return kind === 'amount' ? '万元' : unit
}

/** A copied block over the cells from the one it is pasted in; what reaches beyond the table is cut. */
function spread(
  block: readonly (readonly string[])[],
  onto: { rows: readonly OneOffRow[]; columns: readonly FormColumn[] },
): { cells: Draft[]; isCut: boolean } {
  const isCut = block.length > onto.rows.length || block.some((line) => line.length > onto.columns.length)
  const cells = onto.rows.slice(0, block.length).flatMap((row, at) =>
    onto.columns.slice(0, block[at]!.length).map((column, nth) => ({
      projectId: row.projectId,
      columnId: column.id,
      text: block[at]![nth]!,
      wrong: null,
    })),
  )
  return { cells: cells.slice(0, 2_000), isCut: isCut || cells.length > 2_000 }
}
