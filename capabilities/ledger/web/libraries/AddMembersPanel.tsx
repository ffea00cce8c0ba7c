import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea } from '#platform/web/kit/inputs.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Matched, Roster } from '../../rosters/contract.ts'
import { ledger } from '../api.ts'
import { JoinFields, type Joining, joiningBody } from './JoinFields.tsx'
import { MatchedLines } from './MatchedLines.tsx'
import { chosenIds, countLines, type Picks } from './matching.ts'
import { librariesChanged, rosterTitle } from './use-rosters.ts'
import './libraries.css'

/** Puts a pasted list of names or codes on a list: first what each line means, then all at once. */
export function AddMembersPanel({ roster, onClose }: { roster: Roster; onClose: () => void }) {
  const w = useWords()
  const [text, setText] = useState('')
  const [matched, setMatched] = useState<readonly Matched[] | null>(null)
  const [picks, setPicks] = useState<Picks>({})
  const [joining, setJoining] = useState<Joining>(() => ({
    joinedOn: dateInChina(new Date()),
    documentNumber: roster.documentNumber,
    batch: '',
    tier: '',
  }))
  const match = useMutation({
    mutationFn: () => ledger.matchProjects({ params: { id: roster.id }, body: { lines: text.split(/\r?\n/) } }),
    onSuccess: ({ items }) => {
      setMatched(items)
      setPicks({})
    },
  })
  const projectIds = chosenIds(matched ?? [], picks)
  const join = useMutation({
    mutationFn: () => ledger.addMembers({ params: { id: roster.id }, body: { projectIds, ...joiningBody(joining) } }),
    onSuccess: async ({ added }) => {
      await librariesChanged()
      notify(w('libraries.joined', { count: added }))
      onClose()
    },
  })
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '').length
  return (
    <SidePanel
      title={w('libraries.addTitle', { name: rosterTitle(roster) })}
      width="l"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{w('kit.cancel')}</Button>
          <Button
            kind="primary"
            busy={join.isPending}
            disabled={projectIds.length === 0 || joining.joinedOn === ''}
            onClick={() => join.mutate()}
          >
            {w('libraries.join', { count: projectIds.length })}
          </Button>
        </>
      }
    >
      <Field label={w('libraries.paste')} hint={w('libraries.pasteHint')} required>
        {(field) => <TextArea {...field} rows={matched ? 4 : 10} value={text} onChange={setText} />}
      </Field>
      <p>
        <Button busy={match.isPending} disabled={lines === 0 || lines > 1000} onClick={() => match.mutate()}>
          {w('libraries.match')}
        </Button>
      </p>
      {match.error ? <ErrorNote problem={match.error} /> : null}
      {matched && (
        <>
          <p aria-live="polite">{w('libraries.matchSummary', countLines(matched, picks))}</p>
          <MatchedLines matched={matched} picks={picks} onPick={(at, id) => setPicks({ ...picks, [at]: id })} />
          <JoinFields joining={joining} onChange={setJoining} />
        </>
      )}
      {join.error ? <ErrorNote problem={join.error} /> : null}
    </SidePanel>
  )
}
