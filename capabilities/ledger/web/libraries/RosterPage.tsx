import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link, useGo, useParam } from '#platform/web/address.tsx'
import { dateText, monthOfYear } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Segmented } from '#platform/web/kit/inputs.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import { useMoneyUnit } from '../parts/money-unit.ts'
import { MemberTable } from './MemberTable.tsx'
import { rosterTitle } from './use-rosters.ts'
import './libraries.css'

const RosterPanel = lazy(async () => ({ default: (await import('./RosterPanel.tsx')).RosterPanel }))
const AddMembersPanel = lazy(async () => ({ default: (await import('./AddMembersPanel.tsx')).AddMembersPanel }))

/** One list: where it comes from, who is on it, who was. */
export function RosterPage() {
  const w = useWords()
  usePaper('A4 landscape')
  const go = useGo()
  const id = Number(useParam('id'))
  const mayExport = useMay('ledger.export')
  const [unit, setUnit] = useMoneyUnit()
  const [open, setOpen] = useState<'edit' | 'add' | null>(null)
  const { data, error, refetch } = useQuery(ledger.readRoster.query({ params: { id } }))
  const trail = <Link to="/libraries">{w('libraries.title')}</Link>
  if (!data)
    return (
      <Page title={w('libraries.rosters')} trail={trail}>
        {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    )
  const present = data.members.filter(({ leftOn }) => leftOn === null)
  const former = data.members.filter(({ leftOn }) => leftOn !== null)
  return (
    <Page
      title={rosterTitle(data)}
      trail={trail}
      note={<SourceLine roster={data} />}
      toolbar={
        <>
          <Segmented
            label={w('ledger.moneyUnit')}
            value={unit}
            onChange={setUnit}
            options={[
              { value: 'wan', label: w('kit.unit.wan') },
              { value: 'yi', label: w('kit.unit.yi') },
            ]}
          />
          <Button onClick={() => go(`/projects?roster=${id}`)}>{w('shell.ledger')}</Button>
          {mayExport && (
            <a
              className="button"
              href={ledger.exportLedger.url({ query: { roster: String(id), format: 'xlsx' } })}
              download
            >
              {w('ledger.list.export')}
            </a>
          )}
          <span className="desk-only">
            <Button onClick={() => window.print()}>{w('libraries.print')}</Button>
          </span>
          {data.mayKeep && <Button onClick={() => setOpen('edit')}>{w('libraries.editRoster')}</Button>}
          {data.mayKeep && (
            <Button kind="primary" onClick={() => setOpen('add')}>
              {w('libraries.addMembers')}
            </Button>
          )}
        </>
      }
    >
      <Section
        title={w('libraries.members')}
        aside={data.asOfMonth && w('ledger.asOf', { month: monthOfYear(data.asOfMonth) })}
      >
        <MemberTable
          rosterId={id}
          members={present}
          sums={data.sums}
          unit={unit}
          mayKeep={data.mayKeep}
          empty={
            <EmptyState title={w('libraries.noMembers')}>{data.mayKeep && w('libraries.noMembersText')}</EmptyState>
          }
        />
      </Section>
      {former.length > 0 && (
        <Section title={w('libraries.formerMembers')}>
          <MemberTable rosterId={id} members={former} unit={unit} mayKeep={false} />
        </Section>
      )}
      <Suspense fallback={null}>
        {open === 'edit' && <RosterPanel roster={data} onClose={() => setOpen(null)} onSaved={() => setOpen(null)} />}
        {open === 'add' && <AddMembersPanel roster={data} onClose={() => setOpen(null)} />}
      </Suspense>
    </Page>
  )
}

type Source = Parameters<typeof rosterTitle>[0] & {
  level: 'national' | 'province' | 'city' | 'county' | 'town'
  owner: string
  documentNumber: string
  documentDate: string | null
  validFrom: string
  validTo: string | null
  isValid: boolean
  note: string
}

function SourceLine({ roster }: { roster: Source }) {
  const w = useWords()
  const { level, owner, documentNumber, documentDate, validFrom, validTo, isValid, note } = roster
  const dated = documentDate ? `（${dateText(documentDate)}）` : ''
  const document = documentNumber ? ` · ${documentNumber}${dated}` : ''
  const span = validTo
    ? w('libraries.validSpan', { from: dateText(validFrom), to: dateText(validTo) })
    : w('libraries.valid', { from: dateText(validFrom) })
  return (
    <>
      {w('libraries.rosterFacts', { level: w(`libraries.level.${level}`), owner, document })} · {span}
      {!isValid && <strong className="roster-ended">{w('libraries.ended')}</strong>}
      {note && `　${note}`}
    </>
  )
}
