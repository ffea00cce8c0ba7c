import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Wall } from '#capabilities/live/contract.ts'
import { useSearch } from '#platform/web/address.tsx'
import { spanOfYear } from '#platform/web/format.ts'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { useMedia } from '#platform/web/kit/media.ts'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { live } from './api.ts'
import { Changes } from './Changes.tsx'
import { Counties } from './Counties.tsx'
import { EmptyWall } from './EmptyWall.tsx'
import { Headline } from './Headline.tsx'
import { OpensProjects } from './open-project.tsx'
import { RegionMap } from './RegionMap.tsx'
import { RoundProgress } from './RoundProgress.tsx'
import { useFullScreen } from './use-full-screen.ts'
import { useNight } from './use-night.ts'
import { WallTools } from './WallTools.tsx'
import { YearCurve } from './YearCurve.tsx'
import './wall.css'
import './wall-curve.css'
import './wall-parts.css'
import './wall-map.css'
import './wall-sizes.css'

const RENEWED_EVERY_MS = 60_000

/** 作战图: how far the year is, who keeps pace, what turned red. Everything on it opens. */
export function WallPage() {
  const w = useWords()
  const org = useChosenOrganisation()
  const query = useQuery({
    ...live.readWall.query({ query: org ? { org } : {} }),
    refetchInterval: RENEWED_EVERY_MS,
    refetchIntervalInBackground: true,
    placeholderData: (before: Wall | undefined) => before,
  })
  const { data: wall, error, refetch } = query
  usePaper('A3 landscape')
  const root = useRef<HTMLElement>(null)
  const screen = useFullScreen(root)
  const [night, setNight] = useNight()
  const big = useMedia('(min-width: 2400px)') || screen.isFull
  const title = wall ? w('live.title', { org: wall.org.name }) : w('shell.wall')
  useEffect(() => {
    document.title = `${title} · ${w('shell.product')}`
  }, [title, w])
  const shape = `${big ? 'wall-big' : ''} ${screen.isFull ? 'wall-full' : ''}`
  return (
    <article ref={root} className={`wall ${shape}`} data-theme={night ? 'night' : undefined}>
      <header className="wall-title">
        <h1>{title}</h1>
        {wall?.asOfMonth && <p>{`${spanOfYear(wall.asOfMonth)} · ${w('live.basis')}`}</p>}
        {wall?.isDemo && <p className="wall-demo">〔{w('shell.demo')}〕</p>}
        <WallTools
          readAt={query.dataUpdatedAt}
          isStale={Boolean(wall && error)}
          isFull={screen.isFull}
          onFull={screen.toggle}
          night={night}
          onNight={setNight}
          below={org !== undefined}
        />
      </header>
      {!wall && (error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />)}
      {wall && wall.totals.projects === 0 && <EmptyWall />}
      {wall && wall.totals.projects > 0 && (
        <OpensProjects>
          <Headline wall={wall} />
          <div className="wall-body">
            <div className="wall-land">
              <RegionMap wall={wall} />
              <YearCurve wall={wall} />
            </div>
            <Counties wall={wall} />
            <aside className="wall-news">
              <RoundProgress round={wall.round} />
              <Changes wall={wall} />
            </aside>
          </div>
        </OpensProjects>
      )}
    </article>
  )
}

/** The address names whose wall it is; else the region chosen at the top left. Choosing another region there leaves the address's. */
function useChosenOrganisation(): number | undefined {
  const [search, set] = useSearch()
  const [region] = useRegionChoice()
  const before = useRef(region?.id)
  useEffect(() => {
    if (before.current === region?.id) return
    before.current = region?.id
    set({ org: region ? String(region.id) : undefined })
  }, [region, set])
  const named = Number(search.org)
  return Number.isInteger(named) && named > 0 ? named : region?.id
}
