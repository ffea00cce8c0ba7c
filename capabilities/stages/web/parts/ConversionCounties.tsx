import { rateIn } from '#platform/web/format.ts'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { CountyConversion } from '../../contract/shared.ts'
import type { Conversion } from '../../rules/conversion.ts'
import { ConversionBar } from './ConversionBar.tsx'
import { countyLabel } from './labels.ts'

type Props = {
  label: string
  counties: CountyConversion[]
  total: Conversion
  titles: Record<'all' | 'due' | 'moved' | 'early' | 'overdue' | 'ofAll' | 'ofDue', string>
  openKey: string | null
  /** Told the county's id, or `none` for projects in no county. */
  onOpen: (key: string) => void
}

/** County by county in the office's own order, and the total they all make; a line opens to its names. */
export function ConversionCounties({ label, counties, total, titles, openKey, onOpen }: Props) {
  const w = useWords()
  const number = (key: keyof Props['titles'], of: (one: Conversion) => number | string): Column<CountyConversion> => ({
    key,
    title: titles[key],
    unit: key.startsWith('of') ? '%' : undefined,
    kind: 'number',
    cell: ({ conversion }) =>
      key === 'overdue' && conversion.overdue > 0 ? (
        <span className="standing-overdue">{of(conversion)}</span>
      ) : (
        of(conversion)
      ),
  })
  const columns: Column<CountyConversion>[] = [
    { key: 'name', title: w('stages.rate.county'), cell: ({ countyName }) => countyLabel(w, countyName) },
    { key: 'bar', title: '', width: '22%', cell: ({ conversion }) => <ConversionBar of={conversion} /> },
    number('all', (one) => one.all),
    number('due', (one) => one.due),
    number('moved', (one) => one.moved),
    number('early', (one) => one.early || '—'),
    number('overdue', (one) => one.overdue),
    number('ofAll', (one) => rateIn(one.rateOfAll)),
    number('ofDue', (one) => rateIn(one.rateOfDue)),
  ]
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={counties}
      rowKey={({ countyId }) => String(countyId ?? 'none')}
      onOpen={({ countyId }) => onOpen(String(countyId ?? 'none'))}
      openKey={openKey}
      comfortable
      foot={{
        name: w('stages.total'),
        all: total.all,
        due: total.due,
        moved: total.moved,
        early: total.early || '—',
        overdue: total.overdue,
        ofAll: rateIn(total.rateOfAll),
        ofDue: rateIn(total.rateOfDue),
      }}
      card={({ countyName, conversion: of }) => (
        <div className="card conversion-card">
          <b>{countyLabel(w, countyName)}</b>
          <ConversionBar of={of} />
          <span>
            {titles.all} {of.all}　{titles.due} {of.due}　{titles.moved} {of.moved}　{titles.overdue} {of.overdue}
          </span>
          <span>
            {titles.ofAll} {rateIn(of.rateOfAll)}%　{titles.ofDue} {rateIn(of.rateOfDue)}%
          </span>
        </div>
      )}
    />
  )
}
