import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearch } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Select } from '#platform/web/kit/inputs.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReadinessRow } from '../../contract/joint-starts.ts'
import { ledger, stages } from '../api.ts'
import { StagesTrail } from '../parts/StagesTrail.tsx'
import { Board } from './Board.tsx'
import { ItemsPanel } from './ItemsPanel.tsx'
import { PreparationPanel } from './PreparationPanel.tsx'
import './readiness.css'

const SHOWN = ['notReady', 'ready', 'all'] as const
type Shown = (typeof SHOWN)[number]

/** 开工准备: who is to start in the season, what each has in hand and what it lacks. */
export function ReadinessPage() {
  const w = useWords()
  usePaper('A4 landscape')
  const [search, set] = useSearch()
  const { from, to, campaign } = search
  const query = { ...(from ? { from } : {}), ...(to ? { to } : {}), ...(campaign ? { campaign } : {}) }
  const { data, error, refetch } = useQuery({
    ...stages.readReadiness.query({ query }),
    placeholderData: (before) => before,
  })
  const campaigns = useQuery(ledger.listCampaigns.query()).data?.items ?? []
  const [openId, setOpenId] = useState<number | null>(null)
  const [keeping, setKeeping] = useState(false)
  const shown: Shown = SHOWN.find((one) => one === search.show) ?? 'notReady'
  const rows = (data?.items ?? []).filter(({ isReady }) => shown === 'all' || isReady === (shown === 'ready'))
  const count = (is: (row: ReadinessRow) => boolean) => data?.items.filter(is).length ?? 0
  const open = data?.items.find(({ projectId }) => projectId === openId)
  return (
    <Page
      title={w('stages.ready.title')}
      trail={<StagesTrail />}
      note={data && w(campaign ? 'stages.ready.noteCampaign' : 'stages.ready.note', { from: data.from, to: data.to })}
      toolbar={
        <>
          <Select
            className="input input-select ready-campaign"
            aria-label={w('stages.ready.campaign')}
            value={campaign ?? ''}
            onChange={(next) => set({ campaign: next || undefined })}
            empty={w('stages.ready.noCampaign')}
            options={campaigns.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
          {!campaign && (
            <span className="ready-span">
              <DateInput
                aria-label={w('stages.ready.from')}
                value={from ?? data?.from ?? ''}
                onChange={(day) => set({ from: day || undefined })}
              />
              —
              <DateInput
                aria-label={w('stages.ready.to')}
                value={to ?? data?.to ?? ''}
                onChange={(day) => set({ to: day || undefined })}
              />
            </span>
          )}
          {data?.mayKeepItems && <Button onClick={() => setKeeping(true)}>{w('stages.ready.keep')}</Button>}
          <span className="not-on-phone">
            <Button onClick={() => window.print()}>{w('ledger.list.print')}</Button>
          </span>
        </>
      }
      next={<Link to="/joint-starts">{w('stages.ready.next')}</Link>}
    >
      {error && <ErrorNote problem={error} onRetry={() => void refetch()} />}
      {!data ? (
        !error && <Skeleton lines={8} />
      ) : data.items.length === 0 ? (
        <EmptyState title={w('stages.ready.empty')}>{w('stages.ready.emptyText')}</EmptyState>
      ) : (
        <>
          <Tabs
            label={w('stages.ready.title')}
            value={shown}
            onChange={(next) => set({ show: next === 'notReady' ? undefined : next })}
            tabs={[
              { value: 'notReady', label: w('stages.ready.notReady'), count: count(({ isReady }) => !isReady) },
              { value: 'ready', label: w('stages.ready.ready'), count: count(({ isReady }) => isReady) },
              { value: 'all', label: w('stages.ready.all'), count: data.items.length },
            ]}
          />
          <Board
            rows={rows}
            items={data.preparationItems}
            required={data.required}
            openId={openId}
            onOpen={setOpenId}
          />
          {data.truncated && <Note kind="warning">{w('stages.ready.truncated', { count: data.items.length })}</Note>}
        </>
      )}
      {data && data.withoutDate > 0 && !campaign && (
        <p className="event-note">{w('stages.ready.withoutDate', { count: data.withoutDate })}</p>
      )}
      {keeping && data && <ItemsPanel items={data.preparationItems} onClose={() => setKeeping(false)} />}
      {open && data && (
        <PreparationPanel
          key={open.projectId}
          row={open}
          items={data.preparationItems}
          onClose={() => setOpenId(null)}
        />
      )}
    </Page>
  )
}
