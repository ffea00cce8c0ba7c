import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { SearchSelect } from '#platform/web/kit/SearchSelect.tsx'
import { useLater } from '#platform/web/kit/use-later.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import { countyLabel, stageLabel } from './labels.ts'

export type Picked = { id: number; name: string }

/** Several projects, found by name, code, owner or pinyin initials; those chosen stand below and can be taken out again. */
export function ProjectPicker({
  id,
  value,
  onChange,
}: {
  id: string
  value: Picked[]
  onChange: (next: Picked[]) => void
}) {
  const w = useWords()
  const [typed, setTyped] = useState('')
  const later = useLater(typed, 250)
  const query = { q: later, limit: 20, sort: 'name', order: 'asc' } as const
  const { data } = useQuery({ ...ledger.listProjects.query({ query }), enabled: later.trim() !== '' })
  const chosen = new Set(value.map((one) => one.id))
  const found = (data?.items ?? []).filter((one) => !chosen.has(one.id))
  const options = found.map((one) => ({
    value: String(one.id),
    label: `${one.name}　${countyLabel(w, one.countyName)}　${stageLabel(w, one.stage)}`,
  }))
  const add = (picked: string | null) => {
    const project = found.find((one) => String(one.id) === picked)
    if (project) onChange([...value, { id: project.id, name: project.name }])
    setTyped('')
  }
  return (
    <div className="project-picker">
      <SearchSelect
        id={id}
        value={null}
        onChange={add}
        options={options}
        onSearch={setTyped}
        placeholder={w('stages.pick')}
      />
      {value.length > 0 && (
        <ol>
          {value.map((one) => (
            <li key={one.id}>
              <span>{one.name}</span>
              <Button kind="quiet" size="s" onClick={() => onChange(value.filter(({ id: other }) => other !== one.id))}>
                {w('stages.unpick')}
              </Button>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
