import { useState } from 'react'
import type { ControlAttributes } from '#platform/web/kit/Field.tsx'
import { Checkbox, type Option, Select, TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { MoneyInput } from '#platform/web/kit/MoneyInput.tsx'
import { OrgTreeSelect } from '#platform/web/kit/OrgTreeSelect.tsx'
import { SearchSelect } from '#platform/web/kit/SearchSelect.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ProjectFields } from '../../contract.ts'
import { isMovedStage } from '../../libraries/rules.ts'
import { LIBRARIES, NATURES, PLAN_STATES } from '../../vocabulary.ts'
import { libraryLabel, natureLabel, planStateLabel, stageOptions } from '../parts/labels.ts'
import { useOrganisations } from '../parts/use-organisations.ts'
import type { DraftState } from './FieldsForm.tsx'
import { readPartialDate } from './partial-date.ts'
import type { FieldName } from './sections.ts'

export const LONG: ReadonlySet<FieldName> = new Set([
  'scale',
  'annualContent',
  'progressText',
  'problems',
  'nextStep',
  'remark',
])
const MONEY: ReadonlySet<FieldName> = new Set(['totalInvestment', 'completedToLastYearEnd', 'fundsInPlace'])
const DATES: ReadonlySet<FieldName> = new Set(['startDate', 'plannedStart', 'finishDate'])

type Props = { name: FieldName; attributes: ControlAttributes; state: DraftState }

/** The control of one field. */
export function Control({ name, attributes, state }: Props) {
  const w = useWords()
  const { draft, set, setProblem } = state
  const value = draft[name] ?? null
  const put = (next: unknown) => set(name, next as ProjectFields[FieldName])
  if (name === 'orgId' || name === 'parkId') return <PlaceControl name={name} attributes={attributes} state={state} />
  if (name === 'isPriority') {
    return (
      <Checkbox id={attributes.id} value={value === true} onChange={put}>
        {w('ledger.priorityLong')}
      </Checkbox>
    )
  }
  if (MONEY.has(name)) {
    return (
      <MoneyInput
        {...attributes}
        value={value as string | null}
        onChange={(wan, problem) => {
          put(wan)
          setProblem(name, problem)
        }}
      />
    )
  }
  if (DATES.has(name)) return <PartialDateInput name={name} attributes={attributes} state={state} />
  const options = optionsOf(name, w)?.filter(
    (option) => name !== 'stage' || !isMovedStage(option.value) || option.value === value,
  )
  if (options) {
    const empty = name === 'library' ? undefined : w('ledger.emptyValue')
    const read = (text: string) => (text === '' ? null : name === 'tier' ? Number(text) : text)
    return (
      <Select
        {...attributes}
        value={value === null ? '' : String(value)}
        options={options}
        empty={empty}
        onChange={(text) => put(read(text))}
      />
    )
  }
  const text = (value as string | null) ?? ''
  return LONG.has(name) ? (
    <TextArea {...attributes} rows={name === 'scale' ? 3 : 4} value={text} onChange={put} />
  ) : (
    <TextInput {...attributes} value={text} onChange={put} />
  )
}

function optionsOf(name: FieldName, w: Say): Option<string>[] | null {
  if (name === 'stage') return stageOptions(w)
  if (name === 'library') return LIBRARIES.map((value) => ({ value, label: libraryLabel(w, value) }))
  if (name === 'planState') return PLAN_STATES.map((value) => ({ value, label: planStateLabel(w, value) }))
  if (name === 'constructionNature') return NATURES.map((value) => ({ value, label: natureLabel(w, value) }))
  return name === 'tier' ? (['1', '2'] as const).map((value) => ({ value, label: w(`ledger.tier.${value}`) })) : null
}

/** The home organisation, and the park below its county. */
function PlaceControl({ name, attributes, state }: Props & { name: 'orgId' | 'parkId' }) {
  const { all, counties, parksBelow } = useOrganisations()
  const { draft, set } = state
  if (name === 'orgId') {
    return (
      <OrgTreeSelect
        id={attributes.id}
        organisations={all}
        value={draft.orgId ?? null}
        onChange={(id) => id !== null && set('orgId', id)}
      />
    )
  }
  const home = all.find(({ id }) => id === draft.orgId)
  const county = counties.find(({ path }) => home && (home.path === path || home.path.startsWith(`${path}.`)))
  return (
    <SearchSelect
      id={attributes.id}
      clearable
      value={draft.parkId ? String(draft.parkId) : null}
      options={parksBelow(county?.id ?? null).map((park) => ({ value: String(park.id), label: park.name }))}
      onChange={(id) => set('parkId', id === null ? null : Number(id))}
    />
  )
}

/** A year, a month or a day, as precise as it is known; written as people write dates. */
function PartialDateInput({ name, attributes, state }: Props) {
  const w = useWords()
  const [text, setText] = useState((state.draft[name] as string | null) ?? '')
  const type = (next: string) => {
    setText(next)
    const date = next.trim() === '' ? null : readPartialDate(next)
    state.setProblem(name, next.trim() !== '' && date === null ? w('ledger.hint.dateForm') : null)
    state.set(name, date as never)
  }
  const read = readPartialDate(text)
  return (
    <TextInput {...attributes} inputMode="numeric" value={text} onChange={type} onBlur={() => read && setText(read)} />
  )
}
