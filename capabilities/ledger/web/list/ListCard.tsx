import { type MoneyUnit, rateIn } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { type LightColour, LightShape } from '#platform/web/kit/Light.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { stageLabel } from '../parts/labels.ts'
import { Money, placesOf } from '../parts/Money.tsx'

type Card = {
  name: string
  countyName: string | null
  stage: string | null
  sponsor: string | null
  light: LightColour
  completionRate: string | null
  pace: string | null
  totalInvestment: string | null
}

/** A row on a phone. */
export function ListCard({ row, w, unit }: { row: Card; w: Say; unit: MoneyUnit }) {
  const places = unit === 'yi' ? 2 : placesOf([row.totalInvestment], unit)
  return (
    <span className="list-card">
      <LightShape light={row.light} />
      <span className="list-card-body">
        <b>{row.name}</b>
        <small>{[row.countyName, stageLabel(w, row.stage), row.sponsor].filter(Boolean).join(' · ')}</small>
        {row.completionRate !== null && (
          <span className="list-card-figures">
            <Bar value={row.completionRate} pace={row.pace} light={row.light} size="m" />
            <Figure value={rateIn(row.completionRate)} unit="%" />
          </span>
        )}
        <small>
          {w('ledger.field.totalInvestment')} <Money wan={row.totalInvestment} unit={unit} decimals={places} />{' '}
          {w(`kit.unit.${unit}`)}
        </small>
      </span>
    </span>
  )
}
