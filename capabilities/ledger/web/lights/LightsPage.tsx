import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { lightPreset } from '../../contract.ts'
import { ledger } from '../api.ts'
import { ExampleTable } from './ExampleTable.tsx'
import { PresetForm } from './PresetForm.tsx'
import './lights.css'

export type Preset = z.infer<typeof lightPreset>

/** 亮灯规则: the versions there were, the one in force, and what its thresholds do. */
export function LightsPage() {
  const w = useWords()
  const mayWrite = useMay('preset.write')
  const { data, error, isPending, refetch } = useQuery(ledger.listLightPresets.query())
  const [adding, setAdding] = useState(false)
  const current = data?.items.find((preset) => preset.isCurrent)
  return (
    <Page
      title={w('ledger.lights.title')}
      note={w('ledger.lights.note')}
      toolbar={
        mayWrite &&
        current &&
        !adding && (
          <Button kind="primary" onClick={() => setAdding(true)}>
            {w('ledger.lights.add')}
          </Button>
        )
      }
    >
      {adding && current ? (
        <PresetForm from={current} onClose={() => setAdding(false)} />
      ) : (
        current && (
          <Section title={w('ledger.lights.inForce', { name: current.name, version: current.version })}>
            <p className="lights-source">
              {w('ledger.lights.source')}：{current.source}
            </p>
            <ExampleTable rules={current.rules} />
          </Section>
        )
      )}
      <Section title={w('ledger.lights.versions')}>
        <DataTable
          label={w('ledger.lights.versions')}
          columns={useColumns()}
          rows={data?.items ?? []}
          rowKey={(preset) => preset.id}
          loading={isPending}
          problem={error}
          onRetry={() => void refetch()}
        />
      </Section>
    </Page>
  )
}

function useColumns(): Column<Preset>[] {
  const w = useWords()
  return [
    {
      key: 'name',
      title: w('ledger.lights.name'),
      cell: ({ name, version }) => w('ledger.lights.versionOf', { name, version }),
    },
    {
      key: 'state',
      title: w('ledger.lights.state'),
      cell: ({ isCurrent }) => (isCurrent ? <strong>{w('ledger.lights.current')}</strong> : w('ledger.lights.past')),
    },
    { key: 'from', title: w('ledger.lights.validFrom'), cell: ({ validFrom }) => dateText(validFrom) },
    {
      key: 'green',
      title: w('ledger.lights.greenWithin'),
      unit: w('kit.unit.points'),
      kind: 'number',
      cell: ({ rules }) => rules.greenWithin,
    },
    {
      key: 'red',
      title: w('ledger.lights.redBeyond'),
      unit: w('kit.unit.points'),
      kind: 'number',
      cell: ({ rules }) => rules.redBeyond,
    },
    {
      key: 'start',
      title: w('ledger.lights.startMonths'),
      unit: w('ledger.lights.monthsUnit'),
      kind: 'number',
      cell: ({ rules }) => rules.notStartedRedAfterMonths,
    },
    {
      key: 'recovery',
      title: w('ledger.lights.recovery'),
      cell: ({ rules }) => (rules.redRecoversThroughYellow ? w('ledger.yes') : w('ledger.no')),
    },
    { key: 'basis', title: w('ledger.lights.basis'), cell: ({ rules }) => w(`ledger.lights.basis.${rules.paceBasis}`) },
    { key: 'source', title: w('ledger.lights.source'), wraps: true, cell: ({ source }) => source },
  ]
}
