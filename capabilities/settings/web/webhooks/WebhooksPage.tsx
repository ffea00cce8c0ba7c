import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Webhook } from '../../webhooks/contract.ts'
import { settings } from '../api.ts'
import { SettingsTrail } from '../Trail.tsx'
import { Deliveries } from './Deliveries.tsx'
import { eventLabel } from './labels.ts'
import { SecretPanel } from './SecretPanel.tsx'
import { WebhookForm } from './WebhookForm.tsx'
import { WebhookPanel } from './WebhookPanel.tsx'
import { WebhookState } from './WebhookState.tsx'
import './webhooks.css'

/** 推送: to whom what is told, how that fares, and what was sent. */
export function WebhooksPage() {
  const w = useWords()
  const [search, setSearch] = useSearch()
  const [adding, setAdding] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  const { data, error, isPending, refetch } = useQuery({ ...settings.listWebhooks.query(), refetchInterval: 5_000 })
  const open = data?.items.find(({ id }) => String(id) === search.webhook)
  const add = (
    <Button kind="primary" onClick={() => setAdding(true)}>
      {w('settings.webhook.add')}
    </Button>
  )
  const isEmpty = data?.items.length === 0
  return (
    <Page
      title={w('settings.webhook.title')}
      trail={<SettingsTrail />}
      note={w('settings.webhook.note')}
      toolbar={!isEmpty && add}
    >
      <DataTable
        label={w('settings.section.webhooks')}
        columns={useColumns()}
        rows={data?.items ?? []}
        rowKey={({ id }) => id}
        loading={isPending}
        problem={error}
        onRetry={() => void refetch()}
        openKey={open?.id ?? null}
        onOpen={({ id }) => setSearch({ webhook: String(id) })}
        comfortable
        card={(webhook) => <Card webhook={webhook} />}
        empty={
          <EmptyState title={w('settings.webhook.empty')} action={add}>
            {w('settings.webhook.emptyText')}
          </EmptyState>
        }
      />
      {!isEmpty && data && (
        <Section title={w('settings.webhook.deliveries')}>
          <Deliveries />
        </Section>
      )}
      {open && <WebhookPanel webhook={open} onClose={() => setSearch({ webhook: undefined })} onSecret={setSecret} />}
      {adding && <WebhookForm webhook={null} onClose={() => setAdding(false)} onSecret={setSecret} />}
      {secret && <SecretPanel secret={secret} onClose={() => setSecret(null)} />}
    </Page>
  )
}

function useColumns(): Column<Webhook>[] {
  const w = useWords()
  return [
    { key: 'name', title: w('settings.webhook.name'), cell: ({ name }) => <strong>{name}</strong> },
    {
      key: 'state',
      title: w('settings.webhook.state'),
      width: '13rem',
      cell: (webhook) => <WebhookState webhook={webhook} />,
    },
    {
      key: 'events',
      title: w('settings.webhook.events'),
      wraps: true,
      cell: ({ events }) => events.map((event) => eventLabel(w, event)).join('、'),
    },
    { key: 'url', title: w('settings.webhook.url'), cell: ({ url }) => <code className="webhook-url">{url}</code> },
    {
      key: 'last',
      title: w('settings.webhook.last'),
      width: '12rem',
      cell: ({ lastDelivery }) =>
        lastDelivery
          ? `${eventLabel(w, lastDelivery.event)} ${instantText(lastDelivery.at)}`
          : w('settings.webhook.never'),
    },
  ]
}

function Card({ webhook }: { webhook: Webhook }) {
  const w = useWords()
  return (
    <span className="webhook-card">
      <strong>{webhook.name}</strong>
      <WebhookState webhook={webhook} />
      <span>{webhook.events.map((event) => eventLabel(w, event)).join('、')}</span>
      <code className="webhook-url">{webhook.url}</code>
    </span>
  )
}
