import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Ranking } from '#capabilities/race/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { rateText, spanOfYear } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords, words } from '#platform/web/words/use-words.ts'
import { race } from './api.ts'
import { parted } from './ranking-figures.ts'
import { rankingAsText } from './ranking-text.ts'

type Asking = 'publish' | 'withdraw' | null

/** Print, copy for chat, and what the state allows: publish, withdraw. */
export function RankingActions({ ranking }: { ranking: Ranking }) {
  const w = useWords()
  const mayPublish = useMay('ranking.publish')
  const [asking, setAsking] = useState<Asking>(null)
  const close = () => setAsking(null)
  return (
    <>
      <Button onClick={() => void copyForChat(ranking)}>{w('race.copy')}</Button>
      <Button onClick={() => window.print()}>{w('race.print')}</Button>
      {mayPublish && ranking.state === 'open' && (
        <Link className="button" to={`/rounds/${ranking.roundId}`}>
          {w('race.toRound')}
        </Link>
      )}
      {mayPublish && ranking.state === 'computed' && (
        <Button kind="primary" onClick={() => setAsking('publish')}>
          {w('race.publish')}
        </Button>
      )}
      {mayPublish && ranking.state === 'published' && (
        <Button kind="danger" onClick={() => setAsking('withdraw')}>
          {w('race.withdraw')}
        </Button>
      )}
      {asking === 'publish' && <PublishDialog ranking={ranking} onClose={close} />}
      {asking === 'withdraw' && <WithdrawDialog ranking={ranking} onClose={close} />}
    </>
  )
}

type DialogProps = { ranking: Ranking; onClose: () => void }

function PublishDialog({ ranking, onClose }: DialogProps) {
  const w = useWords()
  const publish = useMutation({
    mutationFn: () => race.publishRanking({ params: { id: ranking.roundId } }),
    onSuccess: (next) => changed(next, w('race.published'), onClose),
  })
  const { ranked } = parted(ranking.places)
  const named = (places: typeof ranked) =>
    `${places.map((place) => place.orgName).join('、')}（${rateText(places[0]!.completionRate)}）`
  const first = ranked.filter((place) => place.place === ranked[0]?.place)
  const last = ranked.filter((place) => place.place === ranked.at(-1)?.place)
  return (
    <Dialog
      title={w('race.publishAsk', {
        title: w('race.title', { span: spanOfYear(ranking.month), group: ranking.group }),
      })}
      confirm={w('race.publish')}
      busy={publish.isPending}
      problem={publish.error}
      onConfirm={() => publish.mutate()}
      onClose={onClose}
    >
      <p>
        {ranked.length > 1
          ? w('race.publishText', { first: named(first), last: named(last) })
          : w('race.publishTextBare')}
      </p>
    </Dialog>
  )
}

function WithdrawDialog({ ranking, onClose }: DialogProps) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const withdraw = useMutation({
    mutationFn: () => race.withdrawRanking({ params: { id: ranking.roundId }, body: { reason: reason.trim() } }),
    onSuccess: (next) => changed(next, w('race.withdrawn'), onClose),
  })
  const isShort = reason.trim().length < 2
  return (
    <Dialog
      title={w('race.withdrawAsk')}
      confirm={w('race.withdraw')}
      danger
      busy={withdraw.isPending}
      disabled={isShort}
      problem={withdraw.error}
      onConfirm={() => withdraw.mutate()}
      onClose={onClose}
    >
      <p>{w('race.withdrawText')}</p>
      <Field label={w('race.withdrawReason')} hint={isShort ? w('race.reasonShort') : undefined} required>
        {(field) => <TextArea {...field} value={reason} onChange={setReason} maxLength={300} />}
      </Field>
    </Dialog>
  )
}

function changed(next: Ranking, said: string, onClose: () => void): void {
  queries.setQueryData(race.readRanking.key({ params: { id: next.roundId } }), next)
  // the wall's places and the bulletin stand on it
  void queries.invalidateQueries()
  notify(said)
  onClose()
}

async function copyForChat(ranking: Ranking): Promise<void> {
  try {
    await navigator.clipboard.writeText(rankingAsText(ranking))
    notify(words('race.copied'))
  } catch {
    notify(words('race.copyFailed'))
  }
}
