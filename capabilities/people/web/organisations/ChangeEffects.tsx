import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { dateText } from '#platform/web/format.ts'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ChangeKind, ChangeEffects as Effects } from '../../organisations/change-contract.ts'
import type { Organisation } from '../../organisations/contract.ts'
import { people } from '../api.ts'

type Asked = { kind: ChangeKind; unit: Organisation; name: string; targetId: number | null }

/** What the server says a change would take along; asked when enough is known. */
export function useEffects({ kind, unit, name, targetId }: Asked) {
  const typed = useDeferredValue(name.trim())
  const ready = kind === 'renamed' ? typed !== '' : kind === 'closed' || targetId !== null
  return useQuery({
    ...people.previewOrganisationChange.query({
      params: { id: unit.id },
      query: {
        kind,
        ...(kind === 'renamed' ? { name: typed } : {}),
        ...(targetId !== null ? { targetId } : {}),
      },
    }),
    enabled: ready,
    staleTime: 0,
    placeholderData: (before) => before,
  })
}

type Props = {
  kind: ChangeKind
  unit: Organisation
  target: string
  date: string
  effects: Effects | undefined
  problem: unknown
}

/** In sentences: what will happen, or what has to be settled first. */
export function ChangeEffects({ kind, unit, target, date, effects, problem }: Props) {
  const w = useWords()
  if (problem) return <ErrorNote problem={problem} />
  if (!effects) return <Skeleton lines={2} />
  if (effects.refusals.length > 0)
    return (
      <Note kind="problem">
        {effects.refusals.map((refusal) => (
          <p key={refusal}>{refusal}</p>
        ))}
      </Note>
    )
  return (
    <Note kind={kind === 'renamed' ? 'plain' : 'warning'}>
      <div aria-live="polite">
        {kind === 'renamed' && <p>{w('organisations.will.renamed', { date: dateText(date), old: unit.name })}</p>}
        {kind === 'moved' && (
          <>
            <p>{w('organisations.will.moved', { name: unit.name, target, ...countsOf(effects) })}</p>
            <p>{w('organisations.will.movedScope')}</p>
          </>
        )}
        {kind === 'merged' && (
          <>
            <p>{w('organisations.will.merged', { target, ...countsOf(effects) })}</p>
            <p>{w('organisations.will.mergedStays', { name: unit.name, target, grants: effects.grants })}</p>
          </>
        )}
        {kind === 'closed' && <p>{w('organisations.will.closed', { name: unit.name, grants: effects.grants })}</p>}
        {kind === 'moved' && effects.parkProjects > 0 && (
          <p>{w('organisations.will.parkProjects', { count: effects.parkProjects })}</p>
        )}
        {effects.warnings.map((warning) => (
          <p key={warning}>{warning}</p>
        ))}
      </div>
    </Note>
  )
}

function countsOf({ projects, accounts, children, aliases }: Effects) {
  return { projects, accounts, children, aliases }
}
