import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useGo, useSearch } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Checkbox } from '#platform/web/kit/inputs.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import { useShortcuts } from '../project/use-shortcuts.ts'
import { Sheet } from './Sheet.tsx'
import './sheet.css'

/** 一项目一表: the chosen projects as they will be printed, each on one A4 page. */
export function SheetsPage() {
  const w = useWords()
  const go = useGo()
  const [search, set] = useSearch()
  const projects = search.projects ?? ''
  const continued = search.more === '1'
  const [printedAt] = useState(() => new Date().toISOString())
  const asked = ledger.readSheets.query({ query: { projects: projects as never } })
  const { data, error, refetch } = useQuery({ ...asked, enabled: projects !== '' })
  const items = data?.items ?? []
  const ids = items.map(({ id }) => id)
  const back = ids.length === 1 ? `/projects/${ids[0]}` : '/projects'
  const [preparing, print] = usePrint()
  useShortcuts({ Escape: () => go(back), p: () => void print() })
  usePlainPaper(items.length === 1 ? items[0]!.name : w('ledger.sheet.title'))
  return (
    <div className="sheets">
      <header className="sheets-bar no-print">
        <Link to={back}>{w('ledger.sheet.back')}</Link>
        <h1>{w('ledger.sheet.subtitle')}</h1>
        {items.length > 0 && <span>{w('ledger.sheet.count', { count: items.length })}</span>}
        <Checkbox value={continued} onChange={(more) => set({ more: more ? '1' : undefined })}>
          {w('ledger.sheet.continuation')}
        </Checkbox>
        <Button kind="primary" disabled={items.length === 0} busy={preparing} onClick={() => void print()}>
          {preparing ? w('ledger.sheet.preparing') : w('ledger.sheet.print')}
        </Button>
      </header>
      {error && <ErrorNote problem={error} onRetry={() => void refetch()} />}
      {!data && !error && projects !== '' && <Skeleton lines={12} />}
      {(projects === '' || (data && items.length === 0)) && (
        <EmptyState title={w('ledger.sheet.none')}>{w('ledger.sheet.noneText')}</EmptyState>
      )}
      {items.map((project) => (
        <Sheet
          key={`${project.id} ${continued}`}
          project={project}
          allIds={ids}
          region={data!.region}
          printedAt={printedAt}
          continued={continued}
        />
      ))}
    </div>
  )
}

/** Paper without margins of the browser's own: the sheet brings them, and is exactly one page. */
function usePlainPaper(title: string): void {
  useEffect(() => {
    document.title = `${title} · 挂图`
    const style = document.createElement('style')
    style.textContent = '@page { size: A4 portrait; margin: 0; }'
    document.head.append(style)
    return () => style.remove()
  }, [title])
}

/** Prints when every picture is there: half a photograph on paper cannot be taken back. */
function usePrint(): [boolean, () => Promise<void>] {
  const [preparing, setPreparing] = useState(false)
  const print = async () => {
    setPreparing(true)
    await document.fonts.ready
    await Promise.all(
      [...document.querySelectorAll<HTMLImageElement>('.sheet img')].map((image) =>
        image.decode().catch(() => undefined),
      ),
    )
    setPreparing(false)
    // the busy button is drawn away first
    requestAnimationFrame(() => window.print())
  }
  return [preparing, print]
}
