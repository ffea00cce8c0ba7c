import { useQuery } from '@tanstack/react-query'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { people } from './api.ts'
import { DeputyForm } from './DeputyForm.tsx'
import { DeputyList } from './DeputyList.tsx'
import './people.css'

/** One's own leave: who stands in for me, for whom I stand in, and naming somebody. */
export function DeputySection() {
  const w = useWords()
  const { data } = useQuery(people.listOwnDeputyships.query())
  if (!data) return null
  return (
    <Section title={w('people.deputy.title')}>
      <p className="lead">{w(data.mayName ? 'people.deputy.lead' : 'people.deputy.cannot')}</p>
      <DeputyList
        items={data.items}
        end={(id, reason) => people.endOwnDeputyship({ params: { id }, body: { reason } })}
      />
      {data.mayName && <DeputyForm candidates={data.candidates} name={(body) => people.nameOwnDeputy({ body })} />}
    </Section>
  )
}
