import { useQuery } from '@tanstack/react-query'
import { type ComponentType, useEffect } from 'react'
import { useGo } from '#platform/web/address.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { dispatch } from './api.ts'

/** The rail's 排名 and 通报 open the newest locked monthly round; while none is locked, the newest there is. */
export function latestRoundPage(what: 'ranking' | 'bulletin'): ComponentType {
  return function LatestRound() {
    const w = useWords()
    const go = useGo()
    const { data, error, refetch } = useQuery(dispatch.listRounds.query())
    const monthly = data?.items.filter((round) => round.kind === 'month') ?? []
    const round = monthly.find((one) => one.lockedAt !== null) ?? monthly[0]
    useEffect(() => {
      if (round) go(`/rounds/${round.id}/${what}`, { replace: true })
    }, [round, go])
    return (
      <Page title={w(`shell.${what}`)}>
        {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : null}
        {data && !round ? <EmptyState title={w('shell.noRoundTitle')}>{w('shell.noRoundText')}</EmptyState> : null}
        {!data && !error ? <Skeleton /> : null}
      </Page>
    )
  }
}
