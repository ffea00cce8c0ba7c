import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { LightRules } from '../../lights/contract.ts'

type Props = { rules: LightRules; current: LightRules; title?: string }

/** Two versions side by side; what differs stands out. */
export function Comparison({ rules, current, title }: Props) {
  const w = useWords()
  const lines = linesOf(w)
  return (
    <table className="lights-comparison">
      <caption className="sr-only">{w('ledger.lights.compare')}</caption>
      <thead>
        <tr>
          <th>{w('ledger.lights.rule')}</th>
          <th>{w('ledger.lights.current')}</th>
          <th>{title ?? w('ledger.lights.newVersion')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, label, say }) => {
          const isSame = rules[key] === current[key]
          return (
            <tr key={key} data-differs={isSame ? undefined : ''}>
              <th>{label}</th>
              <td>{say(current)}</td>
              <td>
                {isSame ? <span className="no-value">{w('ledger.lights.same')}</span> : <strong>{say(rules)}</strong>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

type Line = { key: keyof LightRules; label: string; say: (rules: LightRules) => string }

function linesOf(w: Say): Line[] {
  const points = (value: number) => `${value} ${w('kit.unit.points')}`
  return [
    { key: 'greenWithin', label: w('ledger.lights.greenWithin'), say: (rules) => points(rules.greenWithin) },
    { key: 'redBeyond', label: w('ledger.lights.redBeyond'), say: (rules) => points(rules.redBeyond) },
    {
      key: 'notStartedRedAfterMonths',
      label: w('ledger.lights.startMonths'),
      say: (rules) => `${rules.notStartedRedAfterMonths} ${w('ledger.lights.monthsUnit')}`,
    },
    {
      key: 'redRecoversThroughYellow',
      label: w('ledger.lights.recovery'),
      say: (rules) => w(rules.redRecoversThroughYellow ? 'ledger.yes' : 'ledger.no'),
    },
    { key: 'paceBasis', label: w('ledger.lights.basis'), say: (rules) => w(`ledger.lights.basis.${rules.paceBasis}`) },
  ]
}
