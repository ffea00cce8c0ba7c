import { useSearch } from '#platform/web/address.tsx'
import { type MoneyUnit, moneyIn, rateIn, spanText } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { LightShape } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Rollup } from '../../contract.ts'
import { LIGHTS } from '../../vocabulary.ts'
import type { HeadlineSums } from '../grid/use-headline.ts'

type Props = { sums: HeadlineSums | null; total: number | undefined; unit: MoneyUnit; asOfMonth: string | null }

/** What the filtered projects amount to. Sums stand here only where they cover every project of the filter. */
export function Headline({ sums, total, unit, asOfMonth }: Props) {
  const w = useWords()
  if (!sums) return null
  const money = (wan: string) => moneyIn(wan, unit, unit === 'yi' ? 2 : 0)
  const span = asOfMonth ? spanText(asOfMonth) : ''
  return (
    <dl className="headline">
      <div className="headline-lead">
        <dt>{w('ledger.rateOfPlan')}</dt>
        <dd>
          <Figure value={rateIn(sums.completionRate)} unit={sums.completionRate === null ? undefined : '%'} size="xl" />
          <span className="headline-bar">
            <Bar value={sums.completionRate} pace={sums.pace ?? null} size="m" />
            <small>{sums.pace && w('kit.pace', { pace: rateIn(sums.pace) })}</small>
          </span>
        </dd>
      </div>
      <Sum
        label={w('ledger.list.projects')}
        value={String(total ?? sums.projects)}
        unit={w('ledger.list.projectUnit')}
      />
      <Sum label={w('ledger.field.totalInvestment')} value={money(sums.totalInvestment)} unit={w(`kit.unit.${unit}`)} />
      <Sum label={w('ledger.field.annualPlan')} value={money(sums.annualPlan)} unit={w(`kit.unit.${unit}`)} />
      <Sum label={w('ledger.completedIn', { span })} value={money(sums.completedYtd)} unit={w(`kit.unit.${unit}`)} />
      {sums.lights && (
        <div className="headline-lights">
          <dt>{w('ledger.list.light')}</dt>
          <dd>
            <LightCounts lights={sums.lights} />
          </dd>
        </div>
      )}
    </dl>
  )
}

function Sum({ label, value, unit }: { label: string; value: string; unit: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Figure value={value} unit={unit} size="m" />
      </dd>
    </div>
  )
}

/** Each count opens the projects it counts; once more, all of them again. */
function LightCounts({ lights }: { lights: Rollup['lights'] }) {
  const w = useWords()
  const [search, set] = useSearch()
  return (
    <span className="headline-counts">
      {LIGHTS.map((light) => (
        <button
          key={light}
          type="button"
          aria-pressed={search.light === light}
          title={w(`kit.light.${light}`)}
          onClick={() => set({ light: search.light === light ? undefined : light })}
        >
          <LightShape light={light} />
          <span className="sr-only">{w(`kit.light.${light}`)}</span>
          <Figure value={String(lights[light])} size="m" />
        </button>
      ))}
    </span>
  )
}
