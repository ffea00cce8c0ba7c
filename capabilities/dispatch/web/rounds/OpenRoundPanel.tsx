import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { monthInChina } from '#kernel/period.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Round, RoundSelection } from '../../contract.ts'
import { dispatch, rereadDispatch } from '../api.ts'
import { datesOfMonth, datesOfWeek, weeksOfMonth, weekToOpen } from './opening-defaults.ts'
import { SelectionCount } from './SelectionCount.tsx'
import { SelectionFields } from './SelectionFields.tsx'
import { type Timing, TimingFields } from './TimingFields.tsx'

type Props = { importId?: number | undefined; onClose: () => void; onOpened: (round: Round) => void }

/** Opens a round: when, for which projects, and what that comes to before it is done. */
export function OpenRoundPanel({ importId, onClose, onOpened }: Props) {
  const w = useWords()
  const [timing, setTiming] = useState<Timing>(() => timingOf('month', monthInChina(new Date())))
  const [selection, setSelection] = useState<RoundSelection>(() => initialSelection(importId))
  const period = { kind: timing.kind, month: timing.month, week: timing.week }
  const isComplete = timing.cutoffOn !== '' && timing.deadline !== ''
  const counting = useQuery({
    ...dispatch.countSelection.query({ body: { ...period, selection } }),
    placeholderData: (before) => before,
  })
  const count = counting.data
  const opening = useMutation({
    mutationFn: () => dispatch.openRound({ body: { ...timing, title: timing.title.trim() || undefined, selection } }),
    onSuccess: (round) => {
      rereadDispatch()
      notify(w('dispatch.opened', { title: round.title, count: round.counts.total }))
      onOpened(round)
    },
  })
  const canOpen = isComplete && count !== undefined && count.projects > 0 && count.alreadyInRound === 0
  const foot = (
    <>
      <Button onClick={onClose}>{w('kit.cancel')}</Button>
      <Button kind="primary" disabled={!canOpen} busy={opening.isPending} onClick={() => opening.mutate()}>
        {count ? w('dispatch.openFor', { count: count.projects }) : w('dispatch.openRound')}
      </Button>
    </>
  )
  const weeks = useMemo(() => weeksOfMonth(timing.month), [timing.month])
  return (
    <SidePanel title={w('dispatch.openRound')} note={w('dispatch.openNote')} onClose={onClose} foot={foot}>
      <form
        className="opening"
        onSubmit={(event) => {
          event.preventDefault()
          if (canOpen && !opening.isPending) opening.mutate()
        }}
      >
        <TimingFields
          timing={timing}
          weeks={weeks}
          onPeriod={(kind, month, week) => setTiming({ ...timingOf(kind, month, week), title: timing.title })}
          onChange={setTiming}
          problem={opening.error}
        />
        <SelectionFields selection={selection} onChange={setSelection} />
        <SelectionCount count={count} problem={counting.error} selection={selection} />
        {opening.error ? <ErrorNote problem={opening.error} /> : null}
        <button type="submit" hidden />
      </form>
    </SidePanel>
  )
}

/** A period with the dates the office usually sets for it. */
function timingOf(kind: 'month' | 'week', month: string, week?: string | null): Timing {
  const now = new Date()
  const usual = { kind, month, isEstimate: false, title: '' }
  if (kind === 'month') return { ...usual, week: null, ...datesOfMonth(month, now) }
  const chosen = week ?? weekToOpen(month, now)
  return { ...usual, week: chosen, ...datesOfWeek(chosen, now) }
}

/** What was imported reports as a whole; the ledger reports what is being built. */
function initialSelection(importId: number | undefined): RoundSelection {
  return importId ? { importId, libraries: ['reserve', 'construction', 'completed'] } : { libraries: ['construction'] }
}
