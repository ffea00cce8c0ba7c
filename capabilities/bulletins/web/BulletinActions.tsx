import { useState } from 'react'
import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { Downloads } from './download/Downloads.tsx'
import { NumberDialog } from './issue/NumberDialog.tsx'
import { PublishDialog } from './issue/PublishDialog.tsx'
import { WithdrawDialog } from './issue/WithdrawDialog.tsx'

type Asking = 'publish' | 'number' | 'withdraw' | null
type Props = {
  bulletin: Bulletin
  kind: string
  /** Of this person's office. */
  isOwn: boolean
  /** Null while the words are being edited: nothing is published past them. */
  onEdit: (() => void) | null
}

/** Files, print, and what the state allows. */
export function BulletinActions({ bulletin, kind, isOwn, onEdit }: Props) {
  const w = useWords()
  const [asking, setAsking] = useState<Asking>(null)
  const dialog = { bulletin, onClose: () => setAsking(null) }
  const isPublished = bulletin.state === 'published'
  return (
    <>
      <Downloads issue={bulletin} />
      <Button onClick={() => window.print()}>{w('bulletins.print')}</Button>
      {isOwn && (
        <Link className="button" to="/check">
          {w('checker.title')}
        </Link>
      )}
      {isOwn && isPublished && (
        <>
          <Button kind="danger" onClick={() => setAsking('withdraw')}>
            {w('bulletins.withdraw')}
          </Button>
          <Button kind={bulletin.number ? 'plain' : 'primary'} onClick={() => setAsking('number')}>
            {w(bulletin.number ? 'bulletins.numberChange' : 'bulletins.number')}
          </Button>
        </>
      )}
      {isOwn && !isPublished && onEdit && (
        <>
          <Button className="bulletin-edit" onClick={onEdit}>
            {w('bulletins.edit')}
          </Button>
          <Button kind="primary" disabled={bulletin.hindrance !== null} onClick={() => setAsking('publish')}>
            {w('bulletins.publish', { kind })}
          </Button>
        </>
      )}
      {asking === 'publish' && <PublishDialog {...dialog} kind={kind} />}
      {asking === 'number' && <NumberDialog {...dialog} kind={kind} />}
      {asking === 'withdraw' && <WithdrawDialog {...dialog} />}
    </>
  )
}
