import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { people } from '../api.ts'

/** The national code of a county, looked up by its name when asked for; taken with a click. */
export function CodeSuggestion({ name, onTake }: { name: string; onTake: (code: string) => void }) {
  const w = useWords()
  const [asked, setAsked] = useState(false)
  const { data } = useQuery({
    ...people.suggestDivisionCode.query({ query: { name } }),
    enabled: asked && name.trim() !== '',
    staleTime: 300_000,
  })
  if (!asked)
    return (
      <p>
        <Button size="s" kind="quiet" onClick={() => setAsked(true)}>
          {w('organisations.suggest')}
        </Button>
      </p>
    )
  return (
    <div className="code-suggestions" aria-live="polite">
      {data?.items.length === 0 && <p>{w('organisations.suggestNone')}</p>}
      {data?.items.map((item) => (
        <Button key={item.code} size="s" onClick={() => onTake(item.code)}>
          {w('organisations.suggestUse', {
            code: item.code,
            place: [item.province, item.city, item.name].filter(Boolean).join(''),
          })}
        </Button>
      ))}
    </div>
  )
}
