import { lazy, Suspense, useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import type { MoneyUnit } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Segmented } from '#platform/web/kit/inputs.tsx'
import { onMenuKeys, Popover } from '#platform/web/kit/Popover.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import type { GridState } from '../grid/view-state.ts'
import { filterQuery } from './filter.ts'

// the form brings antd's tree; the list itself does not need it
const NewProjectPanel = lazy(async () => ({
  default: (await import('../editing/NewProjectPanel.tsx')).NewProjectPanel,
}))

type Props = {
  state: GridState
  unit: MoneyUnit
  onUnit: (next: MoneyUnit) => void
  onPrint: () => void
  printing: boolean
}

export function ListToolbar({ state, unit, onUnit, onPrint, printing }: Props) {
  const w = useWords()
  const mayWrite = useMay('project.write')
  const mayImport = useMay('ledger.import')
  const mayExport = useMay('ledger.export')
  const [entering, setEntering] = useState(false)
  return (
    <>
      <Segmented
        label={w('ledger.moneyUnit')}
        value={unit}
        onChange={onUnit}
        options={[
          { value: 'wan', label: w('kit.unit.wan') },
          { value: 'yi', label: w('kit.unit.yi') },
        ]}
      />
      <span className="not-on-phone">
        <Button onClick={onPrint} busy={printing}>
          {w('ledger.list.print')}
        </Button>
      </span>
      {mayExport && <ExportMenu state={state} />}
      <MoreMenu state={state} />
      {mayImport && (
        <Link className="button" to="/imports">
          {w('ledger.list.import')}
        </Link>
      )}
      {mayWrite && (
        <Button kind="primary" onClick={() => setEntering(true)}>
          {w('ledger.list.newProject')}
        </Button>
      )}
      {entering && (
        <Suspense fallback={null}>
          <NewProjectPanel onClose={() => setEntering(false)} />
        </Suspense>
      )}
    </>
  )
}

const EXPORTS = [
  { word: 'xlsx', format: 'xlsx' },
  { word: 'xlsxByCounty', format: 'xlsx', group: 'county' },
  { word: 'csv', format: 'csv' },
] as const

/** The filtered ledger as a file; what was exported imports back to no change. */
function ExportMenu({ state }: { state: GridState }) {
  const w = useWords()
  const columns = state.columns.map(({ field }) => field).join(',')
  return (
    <Popover
      label={w('ledger.list.export')}
      align="end"
      trigger={(attributes) => <Button {...attributes}>{w('ledger.list.export')}</Button>}
    >
      {(close) => (
        <div className="menu" role="menu" onKeyDown={onMenuKeys}>
          {EXPORTS.map(({ word, ...file }) => (
            <a
              key={word}
              role="menuitem"
              className="menu-item"
              href={ledger.exportLedger.url({ query: { ...filterQuery(state.filter), ...file, columns } as never })}
              download
              onClick={close}
            >
              {w(`ledger.list.${word}`)}
            </a>
          ))}
          <a
            role="menuitem"
            className="menu-item"
            href={ledger.exportOc4ids.url({ query: filterQuery(state.filter) as never })}
            download
            onClick={close}
          >
            {w('ledger.list.oc4ids')}
          </a>
        </div>
      )}
    </Popover>
  )
}

/** The ledger's further pages, each for whoever may use it. */
function MoreMenu({ state }: { state: GridState }) {
  const w = useWords()
  const mayExport = useMay('ledger.export')
  const mayMerge = useMay('project.merge')
  const asked = String(new URLSearchParams(filterQuery(state.filter)))
  const places = [
    { to: '/quality', label: w('quality.title') },
    { to: asked ? `/one-off-forms?${asked}` : '/one-off-forms', label: w('oneOff.open') },
    ...(mayExport ? [{ to: '/forms', label: w('forms.title') }] : []),
    ...(mayMerge ? [{ to: '/duplicates', label: w('duplicates.title') }] : []),
  ]
  return (
    <Popover
      label={w('ledger.list.more')}
      align="end"
      trigger={(attributes) => <Button {...attributes}>{w('ledger.list.more')}</Button>}
    >
      {() => (
        <div className="menu" role="menu" onKeyDown={onMenuKeys}>
          {places.map(({ to, label }) => (
            <Link key={to} role="menuitem" className="menu-item" to={to}>
              {label}
            </Link>
          ))}
        </div>
      )}
    </Popover>
  )
}
