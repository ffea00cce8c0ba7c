import { useMutation } from '@tanstack/react-query'
import { Link } from '#platform/web/address.tsx'
import { monthOfYear } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Light } from '#platform/web/kit/Light.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { LightPreview, LightRules } from '../../lights/contract.ts'
import { ledger } from '../api.ts'

type Turn = LightPreview['items'][number]

/** Which projects would turn under these rules, before anybody puts them in force. */
export function Trial({ rules }: { rules: LightRules }) {
  const w = useWords()
  const trial = useMutation({ mutationFn: (given: LightRules) => ledger.previewLights({ body: { rules: given } }) })
  const isStale = trial.data !== undefined && JSON.stringify(trial.variables) !== JSON.stringify(rules)
  return (
    <Section
      title={w('ledger.lights.preview')}
      aside={
        <Button size="s" busy={trial.isPending} onClick={() => trial.mutate(rules)}>
          {w('ledger.lights.previewRun')}
        </Button>
      }
    >
      {trial.error && <ErrorNote problem={trial.error} />}
      {!trial.data && !trial.error && <p className="no-value">{w('ledger.lights.previewFirst')}</p>}
      {isStale && <p className="no-value">{w('ledger.lights.previewStale')}</p>}
      {trial.data && !isStale && <Found preview={trial.data} />}
    </Section>
  )
}

function Found({ preview: { projects, turns, items, asOfMonth } }: { preview: LightPreview }) {
  const w = useWords()
  const count = turns.reduce((sum, turn) => sum + turn.projects, 0)
  if (count === 0) return <p>{w('ledger.lights.previewNone', { projects })}</p>
  const month = asOfMonth ? monthOfYear(asOfMonth) : '—'
  return (
    <>
      <p>{w('ledger.lights.previewSome', { projects, count, month })}</p>
      <ul className="lights-turns">
        {turns.map(({ from, to, projects: turned }) => (
          <li key={`${from} ${to}`}>
            <Light light={from} /> → <Light light={to} />
            <strong>{turned}</strong>
          </li>
        ))}
      </ul>
      <TurnedProjects items={items} />
      {items.length < count && <p className="no-value">{w('ledger.lights.previewMore', { shown: items.length })}</p>}
    </>
  )
}

function TurnedProjects({ items }: { items: readonly Turn[] }) {
  const w = useWords()
  return (
    <div className="lights-turned">
      <DataTable
        label={w('ledger.lights.preview')}
        columns={useColumns()}
        rows={items}
        rowKey={({ id }) => id}
        card={(row) => <Card row={row} />}
      />
    </div>
  )
}

function useColumns(): Column<Turn>[] {
  const w = useWords()
  return [
    {
      key: 'name',
      title: w('ledger.lights.project'),
      cell: ({ id, name }) => <Link to={`/projects/${id}`}>{name}</Link>,
    },
    { key: 'county', title: w('ledger.lights.county'), width: '6rem', cell: ({ countyName }) => countyName ?? '—' },
    {
      key: 'turn',
      title: w('ledger.lights.turn'),
      width: '9rem',
      cell: ({ from, to }) => (
        <>
          <Light light={from} /> → <Light light={to} />
        </>
      ),
    },
    { key: 'reason', title: w('ledger.lights.reason'), wraps: true, cell: ({ reason }) => reason },
  ]
}

function Card({ row: { name, from, to, reason } }: { row: Turn }) {
  return (
    <span className="lights-case">
      <strong>{name}</strong>
      <span>
        <Light light={from} /> → <Light light={to} />
      </span>
      <span>{reason}</span>
    </span>
  )
}
