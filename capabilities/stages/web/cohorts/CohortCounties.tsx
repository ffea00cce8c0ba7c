import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { CountyConversion } from '../../contract/shared.ts'
import type { Conversion } from '../../rules/conversion.ts'
import { ConversionCounties } from '../parts/ConversionCounties.tsx'

type Props = { counties: CountyConversion[]; total: Conversion; openKey: string | null; onOpen: (key: string) => void }

/** The round by county, over the batches that have a deadline. */
export function CohortCounties(props: Props) {
  const w = useWords()
  return (
    <Section title={w('stages.cohorts.byCounty')}>
      <ConversionCounties
        {...props}
        label={w('stages.cohorts.byCounty')}
        titles={{
          all: w('stages.cohorts.columnAll'),
          due: w('stages.cohorts.columnDue'),
          moved: w('stages.cohorts.columnMoved'),
          early: w('stages.rate.columnEarly'),
          overdue: w('stages.cohorts.columnOverdue'),
          ofAll: w('stages.cohorts.columnOfAll'),
          ofDue: w('stages.cohorts.columnOfDue'),
        }}
      />
    </Section>
  )
}
