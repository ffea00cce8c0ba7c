import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Checkbox } from '#platform/web/kit/inputs.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { CheckList } from '../../libraries/check-contract.ts'
import { ledger } from '../api.ts'
import { stageLabel } from '../parts/labels.ts'
import { CheckLines } from './CheckLines.tsx'
import { usePrinting } from './use-printing.ts'
import './libraries.css'

const PAGE = 60

/** 重点项目推进清单: what is done, what is late, project by project; those with something late first. Printable. */
export function CheckListsPage() {
  const w = useWords()
  const [search, set] = useSearch()
  const [region] = useRegionChoice()
  const overdue = search.overdue === 'true'
  const query = { org: region?.id, limit: PAGE, ...(overdue ? { overdue: 'true' as const } : {}) }
  const list = useInfiniteQuery({
    queryKey: [...ledger.listCheckLists.key(), query],
    queryFn: ({ pageParam, signal }) => ledger.listCheckLists({ query: { ...query, after: pageParam } }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const [printing, print] = usePrinting(async () => {
    let has = list.hasNextPage
    while (has) has = (await list.fetchNextPage()).hasNextPage
  })
  const first = list.data?.pages[0]
  const lists = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Page
      title={region ? `${region.name}${w('libraries.checksTitle')}` : w('libraries.checksTitle')}
      trail={<Link to="/libraries">{w('libraries.title')}</Link>}
      note={
        first &&
        w('libraries.checksNote', {
          projects: first.projects,
          without: first.withoutList,
          done: first.done,
          open: first.open,
          overdue: first.overdue,
        })
      }
      toolbar={
        <>
          <Checkbox value={overdue} onChange={(on) => set({ overdue: on ? 'true' : undefined })}>
            {w('libraries.onlyOverdue')}
          </Checkbox>
          <span className="desk-only">
            <Button busy={printing} onClick={print}>
              {w('libraries.print')}
            </Button>
          </span>
        </>
      }
    >
      {list.error && !list.data ? <ErrorNote problem={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending && <Skeleton lines={10} />}
      {list.data && lists.length === 0 && (
        <EmptyState title={w('libraries.noKeyProjects')}>{w('libraries.noKeyProjectsText')}</EmptyState>
      )}
      <div className="check-lists">
        {lists.map((one) => (
          <OneList key={one.projectId} list={one} />
        ))}
      </div>
      {list.hasNextPage && (
        <p className="no-print">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {w('kit.more')}
          </Button>
        </p>
      )}
    </Page>
  )
}

function OneList({ list }: { list: CheckList }) {
  const w = useWords()
  const done = list.items.filter(({ state }) => state === 'done').length
  const facts = [
    list.countyName,
    stageLabel(w, list.stage),
    list.sponsor && `${w('libraries.sponsor')} ${list.sponsor}`,
  ]
  return (
    <section className="check-list">
      <header>
        <h3>
          <Link to={`/projects/${list.projectId}`}>{list.name}</Link>
        </h3>
        <span>{facts.filter(Boolean).join(' · ')}</span>
        {list.items.length > 0 && <strong>{w('libraries.progress', { done, of: list.items.length })}</strong>}
      </header>
      {list.items.length === 0 ? (
        <p className="no-value">{w('libraries.noChecks')}</p>
      ) : (
        <CheckLines items={list.items} />
      )}
    </section>
  )
}
