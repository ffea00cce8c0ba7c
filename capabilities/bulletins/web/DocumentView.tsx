import { type ReactNode, useMemo, useState } from 'react'
import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { History } from '#capabilities/record/web/public.tsx'
import { useSearch } from '#platform/web/address.tsx'
import { useMedia } from '#platform/web/kit/media.ts'
import { Page } from '#platform/web/kit/Page.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OfficialDocument } from '#platform/word/document-model.ts'
import { BulletinActions } from './BulletinActions.tsx'
import { BulletinState } from './BulletinState.tsx'
import { IssueEditor } from './edit/IssueEditor.tsx'
import { Problems } from './issue/Problems.tsx'
import { Revisions } from './issue/Revisions.tsx'
import { useOwnDraft } from './issue/use-own-draft.ts'
import { RoundTrail } from './RoundTrail.tsx'
import type { FigureOpening } from './sheet/Figures.tsx'
import { Sheet } from './sheet/Sheet.tsx'
import { FigureSourceView } from './source/FigureSourceView.tsx'

type Props = { bulletin: Bulletin; kind: string; switcher: ReactNode }

/** One document as it will print; every figure opens its source beside it, or the words are edited there. */
export function DocumentView({ bulletin, kind, switcher }: Props) {
  const w = useWords()
  const figures = useFigureOpening(bulletin)
  const isBeside = useMedia('(min-width: 1100px)')
  const own = useOwnDraft(bulletin)
  const [wantsEditing, setWantsEditing] = useState(false)
  const isPublished = bulletin.state === 'published'
  const draft = wantsEditing && !isPublished ? own : null
  const closeEditor = () => {
    setWantsEditing(false)
    // the button that opened it is drawn anew
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.bulletin-edit')?.focus())
  }
  const source = figures.openId && <FigureSourceView issue={bulletin} figureId={figures.openId} onOpen={figures.open} />
  return (
    <Page
      title={bulletin.title}
      trail={<RoundTrail roundId={bulletin.roundId} to="confirmations" />}
      toolbar={
        <BulletinActions
          bulletin={bulletin}
          kind={kind}
          isOwn={own !== null}
          onEdit={draft ? null : () => setWantsEditing(true)}
        />
      }
    >
      <div className="bulletin-bar">
        {switcher}
        <BulletinState bulletin={bulletin} />
      </div>
      {isPublished ? (
        <Revisions bulletin={bulletin} onOpen={figures.open} />
      ) : (
        <Problems bulletin={bulletin} draft={own} onOpen={figures.open} />
      )}
      <div className={draft ? 'bulletin bulletin-edited' : 'bulletin'}>
        {(isBeside || !draft) && (
          <Sheet document={bulletin.document as OfficialDocument} figures={figures} isDraft={!isPublished} />
        )}
        {draft ? (
          <IssueEditor bulletin={bulletin} draft={draft} onClose={closeEditor} />
        ) : (
          isBeside && <SourceBeside bulletin={bulletin}>{source}</SourceBeside>
        )}
        {(!isBeside || draft) && source && (
          <SidePanel title={w('bulletins.sourceTitle')} onClose={figures.close}>
            {source}
          </SidePanel>
        )}
      </div>
      <History subject="round" id={bulletin.roundId} about="bulletin" />
    </Page>
  )
}

function SourceBeside({ bulletin, children }: { bulletin: Bulletin; children: ReactNode }) {
  const w = useWords()
  return (
    <aside className="bulletin-source" aria-label={w('bulletins.sourceTitle')}>
      <h2>{w('bulletins.sourceTitle')}</h2>
      {children || (
        <>
          <p>{w('bulletins.sourceNone')}</p>
          <p className="source-foot">{w('bulletins.sourceHint', { count: bulletin.figures.length })}</p>
        </>
      )}
    </aside>
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
      addressOf: (id) => `?template=${bulletin.templateKey}&figure=${encodeURIComponent(id)}`,
      open: setOpenId,
      close: () => setOpenId(null),
    }),
    [openId, bulletin.figures, bulletin.templateKey],
  )
}
