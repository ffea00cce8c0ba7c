import type { OfferedDocument } from '#capabilities/bulletins/contract.ts'
import { useGo } from '#platform/web/address.tsx'
import { onMenuKeys, Popover } from '#platform/web/kit/Popover.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

type Props = { roundId: number; items: readonly OfferedDocument[]; shown: OfferedDocument | null }

/** Which of the round's documents is shown, and how many there are; opens the list of them. */
export function DocumentSwitcher({ roundId, items, shown }: Props) {
  const w = useWords()
  const go = useGo()
  const published = items.filter(({ publishedAt }) => publishedAt !== null).length
  const open = (key: string) => go(`/rounds/${roundId}/bulletin?template=${key}`)
  return (
    <div className="documents">
      <Popover
        label={w('bulletins.documents')}
        trigger={(attributes) => (
          <button type="button" className="documents-shown" {...attributes}>
            <b>{shown ? shown.name : w('bulletins.documentsChoose')}</b>
            <small>{w('bulletins.documentsCount', { count: items.length, published })}</small>
          </button>
        )}
      >
        {(close) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons inside
          <div className="menu documents-menu" onKeyDown={onMenuKeys}>
            {items.map((item) => (
              <button
                key={item.key}
                type="button"
                className="menu-item documents-item"
                aria-current={item.key === shown?.key ? 'true' : undefined}
                onClick={() => {
                  close()
                  open(item.key)
                }}
              >
                <span>
                  {item.name}
                  <small>{item.isReady ? item.kind : w('bulletins.documentOwn', { kind: item.kind })}</small>
                </span>
                <DocumentStanding item={item} />
              </button>
            ))}
          </div>
        )}
      </Popover>
    </div>
  )
}

/** A filled square for what is published, an empty one for a draft. */
function DocumentStanding({ item }: { item: OfferedDocument }) {
  const w = useWords()
  const isPublished = item.publishedAt !== null
  return (
    <small className={isPublished ? 'standing standing-published' : 'standing'}>
      {isPublished ? (item.number ?? w('bulletins.statePublished')) : w('bulletins.stateDraft')}
    </small>
  )
}
