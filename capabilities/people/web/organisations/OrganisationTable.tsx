import { dateText } from '#platform/web/format.ts'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { useIsPhone } from '#platform/web/kit/media.ts'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Organisation } from '../../contract.ts'
import type { Line } from './shown.ts'

export type Surveyed = { accounts: number; projects: number; planned: number }
type Props = {
  lines: readonly Line[]
  survey: ReadonlyMap<number, Surveyed>
  nameOf: (id: number | null) => string
  loading: boolean
  problem: unknown
  onRetry: () => void
  openId: number | null
  onOpen: (unit: Organisation) => void
  onTurn: (id: number) => void
}

/** What a phone has room for. */
const ON_PHONE = ['name', 'projects', 'state']

/** The tree as a table: what lies below a unit is unfolded beside its name. */
export function OrganisationTable({ lines, survey, nameOf, onOpen, onTurn, openId, ...reading }: Props) {
  const w = useWords()
  const phone = useIsPhone()
  const count = (line: Line, of: 'accounts' | 'projects') => survey.get(line.unit.id)?.[of] || ''
  const columns: Column<Line>[] = [
    {
      key: 'name',
      title: w('organisations.name'),
      cell: (line) => <Name line={line} onTurn={onTurn} />,
      width: phone ? '60%' : '34%',
    },
    { key: 'kind', title: w('organisations.kind'), cell: ({ unit }) => w(`people.kind.${unit.kind}`) },
    { key: 'code', title: w('organisations.code'), cell: ({ unit }) => unit.divisionCode ?? '' },
    { key: 'short', title: w('organisations.shortName'), cell: ({ unit }) => unit.shortName ?? '' },
    { key: 'accounts', title: w('organisations.accounts'), kind: 'number', cell: (line) => count(line, 'accounts') },
    { key: 'projects', title: w('organisations.projects'), kind: 'number', cell: (line) => count(line, 'projects') },
    {
      key: 'state',
      title: w('organisations.state'),
      cell: ({ unit }) => stateOf(unit, survey.get(unit.id)?.planned ?? 0, { w, nameOf }),
    },
  ]
  return (
    <DataTable
      {...reading}
      label={w('organisations.table')}
      columns={phone ? columns.filter(({ key }) => ON_PHONE.includes(key)) : columns}
      rows={lines}
      rowKey={({ unit }) => unit.id}
      openKey={openId}
      onOpen={({ unit }) => onOpen(unit)}
      empty={<EmptyState title={w('organisations.emptyFilter')}>{w('organisations.emptyFilterText')}</EmptyState>}
    />
  )
}

function Name({ line, onTurn }: { line: Line; onTurn: (id: number) => void }) {
  const w = useWords()
  const { unit, depth, children, isOpen, foundBy, above } = line
  return (
    <span
      className="unit-name"
      data-closed={unit.closedOn !== null || undefined}
      style={{ paddingLeft: `${depth * 1.25}rem` }}
    >
      {children > 0 ? (
        <button
          type="button"
          className="org-fold"
          aria-expanded={isOpen}
          aria-label={w('organisations.unfold', { name: unit.name })}
          onClick={(event) => {
            event.stopPropagation()
            onTurn(unit.id)
          }}
          onKeyDown={(event) => event.stopPropagation()}
        >
          {isOpen ? '−' : '+'}
        </button>
      ) : (
        <span className="org-fold" />
      )}
      <span>
        {above && <small>{above}</small>}
        {unit.name}
        {foundBy && (
          <small>
            {'　'}
            {w(foundBy.kind === 'alias' ? 'organisations.foundAs' : 'organisations.foundFormer', {
              name: foundBy.name,
            })}
          </small>
        )}
      </span>
    </span>
  )
}

type Saying = { w: Say; nameOf: (id: number | null) => string }

/** What is not usual about a unit, in a few words; nothing where all is. */
export function stateOf(unit: Organisation, planned: number, { w, nameOf }: Saying): string {
  const date = dateText(unit.closedOn ?? '')
  if (unit.mergedIntoId) return w('organisations.mergedInto', { date, name: nameOf(unit.mergedIntoId) })
  if (unit.closedOn) return w('organisations.closed', { date })
  return planned > 0 ? w('organisations.plannedCount', { count: planned }) : ''
}
