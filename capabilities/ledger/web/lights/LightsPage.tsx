import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SettingsTrail } from '#capabilities/settings/web/public.tsx'
import { dateText, instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { LightAdoption, LightPreset } from '../../lights/contract.ts'
import { ledger } from '../api.ts'
import { ExampleTable } from './ExampleTable.tsx'
import { PresetForm } from './PresetForm.tsx'
import { RulesInWords } from './RulesInWords.tsx'
import { VersionPanel } from './VersionPanel.tsx'
import './lights.css'

/** 亮灯规则: the versions there were, the one in force, and what its thresholds do. */
export function LightsPage() {
  const w = useWords()
  const mayWrite = useMay('preset.write')
  const { data, error, isPending, refetch } = useQuery(ledger.listLightPresets.query())
  const [adding, setAdding] = useState(false)
  const [openId, setOpenId] = useState<number | null>(null)
  const current = data?.items.find((preset) => preset.isCurrent)
  const open = data?.items.find(({ id }) => id === openId)
  return (
    <Page
      title={w('ledger.lights.title')}
      trail={<SettingsTrail />}
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
            <RulesInWords rules={current.rules} />
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
          onOpen={({ id }) => setOpenId(id)}
          openKey={openId}
        />
      </Section>
      {data && data.adoptions.length > 0 && (
        <Section title={w('ledger.lights.adoptions')}>
          <Adoptions adoptions={data.adoptions} />
        </Section>
      )}
      {open && current && <VersionPanel preset={open} current={current} onClose={() => setOpenId(null)} />}
    </Page>
  )
}

function Adoptions({ adoptions }: { adoptions: readonly LightAdoption[] }) {
  const w = useWords()
  return (
    <ol className="lights-adoptions">
      {adoptions.map(({ id, name, version, validFrom, adoptedBy, adoptedAt, reason }) => (
        <li key={id}>
          <strong>{w('ledger.lights.adoptionLine', { date: dateText(validFrom), name, version })}</strong>
          <span>{w('ledger.lights.adoptionBy', { who: adoptedBy ?? '', at: instantText(adoptedAt), reason })}</span>
        </li>
      ))}
    </ol>
  )
}

function useColumns(): Column<LightPreset>[] {
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
