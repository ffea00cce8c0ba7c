import { useState } from 'react'
import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from './api.ts'
import { NumberDialog, PublishDialog, WithdrawDialog } from './BulletinDialogs.tsx'

type Asking = 'publish' | 'number' | 'withdraw' | null

/** Word file, print, and what the state allows. */
export function BulletinActions({ bulletin }: { bulletin: Bulletin }) {
  const w = useWords()
  const mayPublish = useMay('bulletin.publish')
  const [asking, setAsking] = useState<Asking>(null)
  const dialog = { bulletin, onClose: () => setAsking(null) }
  const isPublished = bulletin.state === 'published'
  return (
    <>
      <Link className="button" to={`/rounds/${bulletin.roundId}/ranking`}>
        {w('bulletins.toRanking')}
      </Link>
      <a className="button" href={bulletins.downloadBulletin.url({ params: { id: bulletin.roundId } })} download>
        {w('bulletins.download')}
      </a>
      <Button onClick={() => window.print()}>{w('bulletins.print')}</Button>
      {mayPublish && (
        <Link className="button" to="/check">
          {w('checker.title')}
        </Link>
      )}
      {mayPublish && isPublished && (
        <>
          <Button kind="danger" onClick={() => setAsking('withdraw')}>
            {w('bulletins.withdraw')}
          </Button>
          <Button kind={bulletin.number ? 'plain' : 'primary'} onClick={() => setAsking('number')}>
            {w(bulletin.number ? 'bulletins.numberChange' : 'bulletins.number')}
          </Button>
        </>
      )}
      {mayPublish && !isPublished && (
        <Button kind="primary" disabled={bulletin.hindrance !== null} onClick={() => setAsking('publish')}>
          {w('bulletins.publish')}
        </Button>
      )}
      {asking === 'publish' && <PublishDialog {...dialog} />}
      {asking === 'number' && <NumberDialog {...dialog} />}
      {asking === 'withdraw' && <WithdrawDialog {...dialog} />}
    </>
  )
}
