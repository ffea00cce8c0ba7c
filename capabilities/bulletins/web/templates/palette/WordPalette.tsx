import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { SearchField } from '#platform/web/kit/FilterBar.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from '../../api.ts'
import type { Part } from '../draft.ts'
import { choicesOf, foundIn } from './word-choices.ts'

type Props = {
  /** Where a chosen word goes. */
  part: Part
  onInsert: (word: string) => void
}

/** All that may stand in a template, with what it prints; a click puts it where the cursor was. */
export function WordPalette({ part, onInsert }: Props) {
  const w = useWords()
  const [search, setSearch] = useState('')
  const { data, error, refetch } = useQuery({
    ...bulletins.readTemplateWords.query(),
    // the vocabulary only changes with the product
    staleTime: Number.POSITIVE_INFINITY,
  })
  const groups = useMemo(() => foundIn(choicesOf(data?.groups ?? []), search), [data, search])
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={8} />
  return (
    <>
      <div className="template-palette-head">
        <SearchField label={w('templates.wordSearch')} value={search} onChange={setSearch} />
        <p role="status">
          {groups.length > 0 ? w('templates.wordTarget', { part: w(`templates.part.${part}`) }) : w('templates.noWord')}
        </p>
      </div>
      {groups.map(({ title, items }) => (
        <section key={title} className="template-words" aria-label={title} lang="zh-CN">
          <h3>{title}</h3>
          <ul>
            {items.map(({ insert, means }) => (
              <li key={insert}>
                {/* the cursor stays where it is */}
                <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => onInsert(insert)}>
                  <b>{insert}</b>
                  <span>{means}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
