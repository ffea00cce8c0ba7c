import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { Checkbox } from '#platform/web/kit/inputs.tsx'
import { Popover } from '#platform/web/kit/Popover.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { FIELD_SECTIONS, headingOf, type Own, type SectionName } from './fields.ts'
import type { StateActs } from './use-state-acts.ts'
import type { GridState } from './view-state.ts'

type Props = { state: GridState; acts: StateActs; own: Own; onAdd: (() => void) | null; onDropped: (() => void) | null }

/** All columns by their kind, ticked where shown; a word finds one among them. */
export function ColumnChooser({ state, acts, own, onAdd, onDropped }: Props) {
  const w = useWords()
  const [typed, setTyped] = useState('')
  const shown = state.columns.map(({ field }) => field)
  const sections: [SectionName, readonly string[]][] = [
    ...(Object.entries(FIELD_SECTIONS) as [SectionName, readonly string[]][]),
    ['own', [...own.values()].filter(({ droppedAt }) => droppedAt === null).map(({ id }) => `own.${id}`)],
  ]
  const fits = (field: string) => headingOf(w, field, own).includes(typed.trim())
  const toggle = (field: string, on: boolean) =>
    acts.show(on ? [...shown, field] : shown.filter((one) => one !== field))
  return (
    <Popover
      label={w('grid.columns')}
      trigger={(attributes) => (
        <Button size="s" {...attributes}>
          {w('grid.columnsOf', { count: shown.length })}
        </Button>
      )}
    >
      {(close) => (
        <div className="lg-chooser">
          <input
            type="search"
            className="input"
            placeholder={w('grid.findColumn')}
            aria-label={w('grid.findColumn')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          {sections.map(([name, fields]) => {
            const found = fields.filter(fits)
            if (found.length === 0) return null
            return (
              <fieldset key={name}>
                <legend>{w(`grid.section.${name}`)}</legend>
                {found.map((field) => (
                  <Checkbox
                    key={field}
                    value={shown.includes(field)}
                    disabled={shown.length === 1 && shown[0] === field}
                    onChange={(on) => toggle(field, on)}
                  >
                    {headingOf(w, field, own)}
                  </Checkbox>
                ))}
              </fieldset>
            )
          })}
          <footer>
            {onAdd && (
              <Button
                size="s"
                onClick={() => {
                  close()
                  onAdd()
                }}
              >
                {w('grid.own.add')}
              </Button>
            )}
            {onDropped && (
              <Button
                size="s"
                kind="quiet"
                onClick={() => {
                  close()
                  onDropped()
                }}
              >
                {w('grid.own.dropped')}
              </Button>
            )}
          </footer>
        </div>
      )}
    </Popover>
  )
}
