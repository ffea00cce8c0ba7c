import { FilterBar } from '#platform/web/kit/FilterBar.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Quality } from './Standing.tsx'

type Props = Pick<Quality, 'counties' | 'rules'> & {
  values: Record<string, string | undefined>
  onChange: (changes: Record<string, string | undefined>) => void
}

export function WeakFilters({ counties, rules, values, onChange }: Props) {
  const w = useWords()
  return (
    <FilterBar
      values={values}
      onChange={onChange}
      filters={[
        {
          key: 'county',
          label: w('quality.county'),
          options: counties.map(({ id, name }) => ({ value: String(id), label: name })),
        },
        {
          key: 'kind',
          label: w('quality.kind'),
          options: [
            { value: 'gap', label: w('quality.gap') },
            { value: 'fault', label: w('quality.fault') },
          ],
        },
        {
          key: 'rule',
          label: w('quality.rule'),
          options: rules.map(({ ruleId, name, failing }) => ({ value: String(ruleId), label: name, note: failing })),
        },
        {
          key: 'priority',
          label: w('ledger.field.isPriority'),
          options: [
            { value: 'true', label: w('ledger.priority') },
            { value: 'false', label: w('ledger.notPriority') },
          ],
        },
      ]}
    />
  )
}
