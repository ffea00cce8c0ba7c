import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { History } from '#capabilities/record/web/public.tsx'
import { useParam, useSearch } from '#platform/web/address.tsx'
import { ApiProblem } from '#platform/web/client.ts'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { useMedia } from '#platform/web/kit/media.ts'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OfficialDocument } from '#platform/word/document-model.ts'
import { bulletins } from './api.ts'
import { BulletinActions } from './BulletinActions.tsx'
import { BulletinState } from './BulletinState.tsx'
import type { FigureOpening } from './sheet/Figures.tsx'
import { Sheet } from './sheet/Sheet.tsx'
import { FigureSourceView } from './source/FigureSourceView.tsx'
import './bulletin.css'

/** The month's 通报 as it will print; every figure opens its source beside it. */
export function BulletinPage() {
  const w = useWords()
  const id = Number(useParam('id'))
  const { data, error, refetch } = useQuery(bulletins.readBulletin.query({ params: { id } }))
  // who reads only what is published waits for it; nothing is wrong
  const isAwaited = error instanceof ApiProblem && error.code === 'bulletin_not_published'
  if (!data) {
    return (
      <Page title={w('bulletins.titleBare')}>
        {isAwaited ? (
          <EmptyState title={error.message} />
        ) : error ? (
          <ErrorNote problem={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={8} />
        )}
      </Page>
    )
  }
  return <Loaded bulletin={data} />
}

function Loaded({ bulletin }: { bulletin: Bulletin }) {
  const w = useWords()
  const figures = useFigureOpening(bulletin)
  const isBeside = useMedia('(min-width: 1100px)')
  const chosen = bulletin.figures.find((figure) => figure.id === figures.openId)
  const source = figures.openId && (
    <FigureSourceView roundId={bulletin.roundId} figureId={figures.openId} onOpen={figures.open} />
  )
  return (
    <Page title={bulletin.title} toolbar={<BulletinActions bulletin={bulletin} />}>
      <BulletinState bulletin={bulletin} />
      <div className="bulletin">
        <Sheet
          document={bulletin.document as OfficialDocument}
          figures={figures}
          isDraft={bulletin.state === 'draft'}
        />
        {isBeside && (
          <aside className="bulletin-source" aria-label={w('bulletins.sourceTitle')}>
            <h2>{w('bulletins.sourceTitle')}</h2>
            {source || (
              <>
                <p>{w('bulletins.sourceNone')}</p>
                <p className="source-foot">{w('bulletins.sourceHint', { count: bulletin.figures.length })}</p>
              </>
            )}
          </aside>
        )}
        {!isBeside && source && (
          <SidePanel title={w('bulletins.sourceTitle')} note={chosen?.subject} onClose={figures.close}>
            {source}
          </SidePanel>
        )}
      </div>
      <History subject="round" id={bulletin.roundId} about="bulletin" />
    </Page>
  )
}

/**
 * An address with `?figure=` opens at that figure, so that a colleague can be sent to it. Opening others here leaves the address alone: going
 * to another one would scroll the page away from the figure.
 */
function useFigureOpening(bulletin: Bulletin): FigureOpening & { close: () => void } {
  const [search] = useSearch()
  const [openId, setOpenId] = useState(search.figure ?? null)
  return useMemo(
    () => ({
      openId,
      known: new Set(bulletin.figures.map((figure) => figure.id)),
      addressOf: (id) => `?figure=${encodeURIComponent(id)}`,
      open: setOpenId,
      close: () => setOpenId(null),
    }),
    [openId, bulletin.figures],
  )
}
