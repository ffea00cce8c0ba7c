import { Light } from '#platform/web/kit/Light.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { LightRules } from '../../lights/contract.ts'

/** What each threshold means, as one would say it in a meeting. */
export function RulesInWords({ rules }: { rules: LightRules }) {
  const w = useWords()
  return (
    <ul className="lights-words">
      {sentencesOf(rules, w).map((sentence) => (
        <li key={sentence.key}>
          {sentence.light && <Light light={sentence.light} />}
          <span>{sentence.text}</span>
        </li>
      ))}
    </ul>
  )
}

type Sentence = { key: keyof LightRules | 'yellow' | 'grey'; light?: 'green' | 'yellow' | 'red' | 'grey'; text: string }

/** One sentence a rule, in the order of severity. */
function sentencesOf(rules: LightRules, w: Say): Sentence[] {
  const bounds = { green: rules.greenWithin, red: rules.redBeyond }
  return [
    { key: 'greenWithin', light: 'green', text: w('ledger.lights.words.green', { green: bounds.green }) },
    { key: 'yellow', light: 'yellow', text: w('ledger.lights.words.yellow', bounds) },
    { key: 'redBeyond', light: 'red', text: w('ledger.lights.words.red', { red: bounds.red }) },
    {
      key: 'notStartedRedAfterMonths',
      text: w('ledger.lights.words.start', { months: rules.notStartedRedAfterMonths }),
    },
    {
      key: 'redRecoversThroughYellow',
      text: w(`ledger.lights.words.${rules.redRecoversThroughYellow ? 'recovers' : 'recoversAtOnce'}`),
    },
    { key: 'paceBasis', text: w(`ledger.lights.words.${rules.paceBasis}`) },
    { key: 'grey', light: 'grey', text: w('ledger.lights.words.grey') },
  ]
}
