import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
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
  const [naming, setNaming] = useState(false)
  if (!data) return null
  return (
    <Section title={w('people.deputy.title')}>
      <p className="lead">{w(data.mayName ? 'people.deputy.lead' : 'people.deputy.cannot')}</p>
      <DeputyList
        items={data.items}
        end={(id, reason) => people.endOwnDeputyship({ params: { id }, body: { reason } })}
      />
      {data.mayName && !naming && (
        <div>
          <Button onClick={() => setNaming(true)}>{w('people.deputy.name')}</Button>
        </div>
      )}
      {data.mayName && naming && (
        <DeputyForm
          candidates={data.candidates}
          name={async (body) => {
            const made = await people.nameOwnDeputy({ body })
            setNaming(false)
            return made
          }}
        />
      )}
    </Section>
  )
}
