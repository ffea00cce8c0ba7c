import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import { JoinFields, type Joining, joiningBody } from './JoinFields.tsx'
import { librariesChanged, rosterTitle } from './use-rosters.ts'
import './libraries.css'

type Props = { projects: readonly { id: number; name: string }[]; onClose: () => void; onDone: () => void }

/** Puts ticked projects on one of the lists the person keeps. */
export function JoinDialog({ projects, onClose, onDone }: Props) {
  const w = useWords()
  const { data } = useQuery(ledger.listRosters.query({ query: { brief: 'true' } }))
  const kept = data?.items.filter(({ mayKeep }) => mayKeep) ?? []
  const [rosterId, setRoster] = useState('')
  const [joining, setJoining] = useState<Joining>({
    joinedOn: dateInChina(new Date()),
    documentNumber: '',
    batch: '',
    tier: '',
  })
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const join = async () => {
    setBusy(true)
    try {
      const body = { projectIds: projects.map(({ id }) => id), ...joiningBody(joining) }
      const { added, already } = await ledger.addMembers({ params: { id: Number(rosterId) }, body })
      await librariesChanged()
      const further = already > 0 ? `，${w('libraries.alreadyThere', { count: already })}` : ''
      notify(`${w('libraries.joined', { count: added })}${further}`)
      onDone()
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w('libraries.putOnRoster')}
      confirm={w('libraries.join', { count: projects.length })}
      busy={busy}
      disabled={rosterId === '' || joining.joinedOn === ''}
      problem={problem}
      onConfirm={() => void join()}
      onClose={onClose}
    >
      {data && kept.length === 0 && <Note kind="warning">{w('libraries.noRosterKept')}</Note>}
      <Field label={w('libraries.chooseRoster')} required>
        {(field) => (
          <Select
            {...field}
            value={rosterId}
            empty={w('kit.choose')}
            onChange={setRoster}
            options={kept.map((roster) => ({ value: String(roster.id), label: rosterTitle(roster) }))}
          />
        )}
      </Field>
      <JoinFields joining={joining} onChange={setJoining} />
    </Dialog>
  )
}
