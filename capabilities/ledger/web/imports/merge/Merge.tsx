import { useMemo } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { FilterBar } from '#platform/web/kit/FilterBar.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../../import/contract.ts'
import type { MergeView } from '../../../merge/contract.ts'
import { CellList } from './CellList.tsx'
import { bulkChoice, columnsIn, itemsOf, MERGE_VIEWS, type MergeTab } from './items.ts'
import type { DecisionWork } from './use-decisions.ts'
import './merge.css'

type Props = { preview: ImportPreview; merge: MergeView; work: DecisionWork }

/** What became of an exported workbook, cell by cell and three ways: as it left, as the ledger stands, as the file stands. */
export function Merge({ preview, merge, work }: Props) {
  const w = useWords()
  const [search, set] = useSearch()
  const { byTab } = work.standing
  const tabs = MERGE_VIEWS.filter((name) => byTab[name] > 0)
  const tab = tabs.find((name) => name === search.kind) ?? tabs[0]
  return (
    <div className="merge">
      <Heading merge={merge} />
      <Aside merge={merge} />
      {tab === undefined ? (
        <EmptyState title={w('imports.merge.none')}>{w('imports.merge.noneText')}</EmptyState>
      ) : (
        <>
          <Tabs
            label={w('imports.merge.kinds')}
            value={tab}
            onChange={(kind) => set({ kind, column: undefined })}
            tabs={tabs.map((name) => ({ value: name, label: w(`imports.merge.${name}`), count: byTab[name] }))}
          />
          <Listed key={tab} preview={preview} merge={merge} work={work} tab={tab} />
        </>
      )}
    </div>
  )
}

/** Which export this is, and how far the deciding got. */
function Heading({ merge }: { merge: MergeView }) {
  const w = useWords()
  const { exportedBy: by, exportedAt, sheet } = merge
  return <p className="merge-origin">{w('imports.merge.origin', { by, at: instantText(exportedAt), sheet })}</p>
}

/** What the file did that is no cell: columns and rows. */
function Aside({ merge }: { merge: MergeView }) {
  const w = useWords()
  const { columns, copies, gone, unread, otherSheets } = merge
  const away = columns.filter(({ letters, key }) => letters === null && key !== 'id').map(({ heading }) => heading)
  const added = columns.filter(({ isNew, key }) => isNew && key.startsWith('extra.')).map(({ heading }) => heading)
  const sentences = [
    away.length > 0 && w('imports.merge.columnsAway', { columns: away.join('、') }),
    added.length > 0 && w('imports.merge.columnsAdded', { columns: added.join('、') }),
    copies.length > 0 &&
      w('imports.merge.copies', {
        rows: copies
          .map(({ excelRow, name }) => `${excelRow}（${name}）`)
          .slice(0, 10)
          .join('、'),
      }),
    gone.length > 0 &&
      w('imports.merge.gone', {
        rows: gone
          .map(({ excelRow, name }) => `${excelRow}（${name}）`)
          .slice(0, 10)
          .join('、'),
      }),
    otherSheets.length > 0 && w('imports.merge.otherSheets', { sheets: otherSheets.join('、') }),
    unread.length > 0 && w('imports.merge.unread', { rows: unread.slice(0, 20).join('、') }),
  ].filter((sentence) => sentence !== false)
  if (sentences.length === 0) return null
  return (
    <Note>
      <ul className="merge-aside">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Note>
  )
}

function Listed({ preview, merge, work, tab }: Props & { tab: MergeTab }) {
  const w = useWords()
  const [search, set] = useSearch()
  const columns = useMemo(() => columnsIn(merge, tab), [merge, tab])
  const column = columns.some(({ key }) => key === search.column) ? search.column : undefined
  const items = useMemo(() => itemsOf(merge, tab, column), [merge, tab, column])
  const isOpen = preview.state === 'preview'
  return (
    <section className="merge-listed" aria-label={w(`imports.merge.${tab}`)}>
      <p className="merge-note">{w(`imports.merge.${tab}Note`)}</p>
      <FilterBar
        filters={[
          {
            key: 'column',
            label: w('imports.merge.column'),
            options: columns.map(({ key, heading, count }) => ({ value: key, label: heading, note: String(count) })),
          },
        ]}
        values={{ column }}
        onChange={(changes) => set(changes)}
      >
        {isOpen && (tab === 'decide' || tab === 'take') && (
          <Bulk
            merge={merge}
            work={work}
            tab={tab}
            column={column}
            heading={columns.find(({ key }) => key === column)?.heading}
          />
        )}
      </FilterBar>
      <CellList key={column} merge={merge} items={items} work={work} tab={tab} isOpen={isOpen} />
      {shortOf(merge, tab) > 0 && <p className="no-value">{w('imports.merge.more', { count: shortOf(merge, tab) })}</p>}
    </section>
  )
}

/** Cells that are counted and not listed. */
function shortOf({ counts, cells }: MergeView, tab: MergeTab): number {
  const states = {
    decide: ['conflict'],
    take: ['there'],
    cannot: ['unreadable', 'readOnly'],
    same: ['same'],
    here: ['here'],
  }[tab]
  const all = states.reduce((sum, state) => sum + counts[state as keyof typeof counts], 0)
  return all - cells.filter(({ state }) => states.includes(state)).length
}

type BulkProps = {
  merge: MergeView
  work: DecisionWork
  tab: MergeTab
  column: string | undefined
  heading: string | undefined
}

/** Conflicts are decided in bulk field by field only: one glance does not weigh all of them. */
function Bulk({ merge, work, tab, column, heading }: BulkProps) {
  const w = useWords()
  if (tab === 'decide' && column === undefined) return <span className="merge-hint">{w('imports.merge.bulkHint')}</span>
  const choose = (side: 'theirs' | 'ours') => work.decide(bulkChoice(merge, tab, column, side))
  const scope = heading ? `“${heading}”` : w('imports.merge.allOfThem')
  return (
    <span className="merge-bulk">
      <Button size="s" onClick={() => choose('theirs')}>
        {w('imports.merge.bulkTheirs', { scope })}
      </Button>
      <Button size="s" onClick={() => choose('ours')}>
        {w('imports.merge.bulkOurs', { scope })}
      </Button>
    </span>
  )
}
