import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify, notifyProblem } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Delivery } from '../../webhooks/contract.ts'
import { settings } from '../api.ts'
import { eventLabel } from './labels.ts'

/** What was sent within the last thirty days, of one push or of all; a message can be sent again. */
export function Deliveries({ webhook }: { webhook?: number }) {
  const w = useWords()
  const [open, setOpen] = useState<Delivery | null>(null)
  const { data, error, isPending, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...settings.listDeliveries.key(), webhook ?? 0],
    queryFn: ({ pageParam, signal }) =>
      settings.listDeliveries({ query: { before: pageParam, ...(webhook ? { webhook } : {}) } }, { signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: 3_000,
  })
  return (
    <>
      <DataTable
        label={w('settings.webhook.deliveries')}
        columns={useColumns(webhook === undefined)}
        rows={data?.pages.flatMap(({ items }) => items) ?? []}
        rowKey={({ id }) => id}
        loading={isPending}
        problem={error}
        onRetry={() => void refetch()}
        onOpen={setOpen}
        more={{ has: hasNextPage, loading: isFetchingNextPage, load: () => void fetchNextPage() }}
        card={(delivery) => <Card delivery={delivery} />}
        empty={<EmptyState title={w('settings.webhook.never')}>{w('settings.webhook.noDeliveries')}</EmptyState>}
      />
      {open && <Letter delivery={open} onClose={() => setOpen(null)} />}
    </>
  )
}

function useColumns(withName: boolean): Column<Delivery>[] {
  const w = useWords()
  const name: Column<Delivery> = {
    key: 'webhook',
    title: w('settings.webhook.name'),
    cell: ({ webhookName }) => webhookName,
  }
  return [
    { key: 'at', title: w('settings.webhook.at'), width: '9rem', cell: ({ raisedAt }) => instantText(raisedAt) },
    ...(withName ? [name] : []),
    { key: 'event', title: w('settings.webhook.event'), width: '11rem', cell: ({ event }) => eventLabel(w, event) },
    {
      key: 'result',
      title: w('settings.webhook.result'),
      wraps: true,
      cell: (delivery) => <Result delivery={delivery} />,
    },
    {
      key: 'attempts',
      title: w('settings.webhook.attempts'),
      kind: 'number',
      width: '5rem',
      cell: ({ attempts }) => attempts,
    },
  ]
}

function Result({ delivery: { state, lastStatus, lastError, nextTryAt, attempts } }: { delivery: Delivery }) {
  const w = useWords()
  if (state === 'delivered') return `${w('settings.webhook.delivered')}（${lastStatus}）`
  const said = w(state === 'givenUp' ? 'settings.webhook.givenUp' : 'settings.webhook.deliveryWaiting')
  const next = state === 'waiting' && attempts > 0 && nextTryAt
  return (
    <span className={state === 'givenUp' ? 'delivery-lost' : ''}>
      {said}
      {lastError && `：${lastError}`}
      {next && `　${w('settings.webhook.nextTry', { at: instantText(nextTryAt) })}`}
    </span>
  )
}

function Card({ delivery }: { delivery: Delivery }) {
  const w = useWords()
  return (
    <span className="webhook-card">
      <strong>{eventLabel(w, delivery.event)}</strong>
      <span>
        {delivery.webhookName}　{instantText(delivery.raisedAt)}
      </span>
      <Result delivery={delivery} />
    </span>
  )
}

/** One message: what was sent, what came back. */
function Letter({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) {
  const w = useWords()
  const retry = async () => {
    try {
      await settings.retryDelivery({ params: { id: delivery.id } })
      await queries.invalidateQueries({ queryKey: settings.listDeliveries.key() })
      notify(w('settings.webhook.retried'))
      onClose()
    } catch (problem) {
      notifyProblem(problem)
    }
  }
  return (
    <SidePanel
      title={eventLabel(w, delivery.event)}
      note={`${delivery.webhookName}　${instantText(delivery.raisedAt)}　msg_${delivery.messageId}`}
      onClose={onClose}
      foot={<Button onClick={() => void retry()}>{w('settings.webhook.retry')}</Button>}
    >
      <div className="letter">
        <p>
          <Result delivery={delivery} />
        </p>
        <h3>{w('settings.webhook.payload')}</h3>
        <pre>{JSON.stringify(delivery.payload, null, 1)}</pre>
        {delivery.lastAnswer && (
          <>
            <h3>{w('settings.webhook.answer')}</h3>
            <pre>{delivery.lastAnswer}</pre>
          </>
        )}
      </div>
    </SidePanel>
  )
}
