import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { MergeCell, MergeView } from '../../../merge/contract.ts'
import { CellRow } from './CellRow.tsx'
import { choiceOf, type Item, isDecidable, type MergeTab, nextCell } from './items.ts'
import type { DecisionWork } from './use-decisions.ts'

type Props = { merge: MergeView; items: readonly Item[]; work: DecisionWork; tab: MergeTab; isOpen: boolean }

/** The cells by project; only those in view are drawn. ↑ ↓ or j k move, 1 keeps the ledger’s, 2 takes the file’s, 3 types, n finds what is open. */
export function CellList({ merge, items, work, tab, isOpen }: Props) {
  const w = useWords()
  const list = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(-1)
  const lookup = useLookup(merge)
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: (at) => (items[at]!.kind === 'project' ? 44 : 58),
    overscan: 12,
    scrollMargin: useTop(list),
    // below the bar of the page, above the bar that writes
    scrollPaddingStart: 110,
    scrollPaddingEnd: 100,
    getItemKey: (at) => {
      const item = items[at]!
      return item.kind === 'project' ? `p${item.id}` : item.cell.key
    },
  })
  const go = (next: number) => {
    setActive(next)
    virtual.scrollToIndex(next, { align: 'auto' })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const isTyping = (event.target as HTMLElement).matches('input[type=text], select, textarea')
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return
    const item = items[active]
    if (
      act(event.key, {
        item,
        work,
        isOpen,
        go,
        next: (step, open) => nextCell(items, active, step, work.decisions, open),
      })
    )
      event.preventDefault()
  }
  return (
    <div className={`merge-cells merge-${tab}`}>
      <div className="merge-head" aria-hidden="true">
        <span>{w('imports.merge.column')}</span>
        <span>{w('imports.merge.base')}</span>
        <span>{w('imports.merge.ours')}</span>
        <span>{w('imports.merge.there')}</span>
      </div>
      <section
        ref={list}
        className="merge-list"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the list takes the keys by which one goes through it
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={(event) =>
          event.target === event.currentTarget && active < 0 && setActive(nextCell(items, -1, 1, work.decisions))
        }
        aria-label={w('imports.merge.keys')}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((row) => (
            <div
              key={row.key}
              ref={virtual.measureElement}
              data-index={row.index}
              className="merge-place"
              style={{ transform: `translateY(${row.start - virtual.options.scrollMargin}px)` }}
            >
              <Row
                item={items[row.index]!}
                lookup={lookup}
                work={work}
                isOpen={isOpen}
                isActive={row.index === active}
                onPick={() => setActive(row.index)}
              />
            </div>
          ))}
        </div>
      </section>
      {isOpen && (tab === 'decide' || tab === 'take') && (
        <p className="merge-keys no-value">{w('imports.merge.keys')}</p>
      )}
    </div>
  )
}

type Acting = {
  item: Item | undefined
  work: DecisionWork
  isOpen: boolean
  go: (next: number) => void
  next: (step: 1 | -1, open?: boolean) => number
}

/** Does what a key asks for; false when it asks for nothing. */
function act(key: string, { item, work, isOpen, go, next }: Acting): boolean {
  if (key === 'ArrowDown' || key === 'j') go(next(1))
  else if (key === 'ArrowUp' || key === 'k') go(next(-1))
  else if (key === 'n') go(next(1, true))
  else if (!isOpen || item?.kind !== 'cell' || !isDecidable(item.cell)) return false
  else if (key === '1' || key === '2') choose(work, item.cell, key === '1' ? 'ours' : 'theirs')
  else if (key === ' ') choose(work, item.cell, choiceOf(item.cell, work.decisions) === 'theirs' ? 'ours' : 'theirs')
  else if (key === '3') document.getElementById(`type-${item.cell.key}`)?.focus()
  else return false
  return true
}

function choose(work: DecisionWork, cell: MergeCell, side: 'ours' | 'theirs'): void {
  work.decide({ cells: { [cell.key]: side } })
}

export type Lookup = {
  projects: ReadonlyMap<number, MergeView['projects'][number]>
  columns: ReadonlyMap<string, MergeView['columns'][number]>
}

function useLookup(merge: MergeView): Lookup {
  return useMemo(
    () => ({
      projects: new Map(merge.projects.map((project) => [project.id, project])),
      columns: new Map(merge.columns.map((column) => [column.key, column])),
    }),
    [merge],
  )
}

type RowProps = {
  item: Item
  lookup: Lookup
  work: DecisionWork
  isOpen: boolean
  isActive: boolean
  onPick: () => void
}

function Row({ item, lookup, work, isOpen, isActive, onPick }: RowProps) {
  const w = useWords()
  if (item.kind === 'cell')
    return (
      <CellRow
        cell={item.cell}
        column={lookup.columns.get(item.cell.column)}
        work={work}
        isOpen={isOpen}
        isActive={isActive}
        onPick={onPick}
      />
    )
  const project = lookup.projects.get(item.id)
  return (
    <header className="merge-project">
      <Link to={`/projects/${item.id}`}>{project?.name ?? item.id}</Link>
      <small>
        {[project?.county, project?.excelRow && w('imports.row', { row: project.excelRow })]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </header>
  )
}

/** How far below the top of the page the list begins. */
function useTop(list: React.RefObject<HTMLDivElement | null>): number {
  const [top, setTop] = useState(0)
  useEffect(() => {
    const measure = () => list.current && setTop(list.current.getBoundingClientRect().top + window.scrollY)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [list])
  return top
}
