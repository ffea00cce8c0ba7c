import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ChangeKind } from '../../organisations/change-contract.ts'
import type { Organisation, OrganisationDetail } from '../../organisations/contract.ts'
import { people } from '../api.ts'
import { ChangeDialog } from './ChangeDialog.tsx'
import { EditOrganisation } from './EditOrganisation.tsx'
import { OrganisationHistory } from './OrganisationHistory.tsx'
import { stateOf } from './OrganisationTable.tsx'
import { PlannedChanges } from './PlannedChanges.tsx'
import { UnitNames } from './UnitNames.tsx'

type Props = {
  unit: Organisation
  organisations: readonly Organisation[]
  /** Units elsewhere are known by name alone. */
  inScope: boolean
  mayManage: boolean
  onClose: () => void
}

/** One unit: where it stands, what it was called, what is planned, what was done to it; and what an administrator may do with it. */
export function OrganisationPanel({ unit, organisations, inScope, mayManage, onClose }: Props) {
  const w = useWords()
  const [doing, setDoing] = useState<ChangeKind | 'edit' | null>(null)
  const { data, error, refetch } = useQuery({
    ...people.readOrganisation.query({ params: { id: unit.id } }),
    enabled: inScope,
  })
  const nameOf = (id: number | null) => organisations.find((row) => row.id === id)?.name ?? ''
  const acts = mayManage && inScope && !unit.closedOn
  const state = stateOf(unit, 0, { w, nameOf })
  return (
    <SidePanel
      title={unit.name}
      note={[w(`people.kind.${unit.kind}`), nameOf(unit.parentId), state].filter(Boolean).join('　')}
      onClose={onClose}
      foot={acts ? <Actions isRoot={unit.parentId === null} onDo={setDoing} /> : undefined}
    >
      <Facts unit={unit} detail={data} />
      {error && <ErrorNote problem={error} onRetry={() => void refetch()} />}
      {inScope && !data && !error && <Skeleton lines={5} />}
      {data && (
        <>
          <PlannedChanges unit={unit} changes={data.changes} mayManage={acts} />
          <UnitNames names={data.names} />
          <OrganisationHistory entries={data.history} />
        </>
      )}
      {doing === 'edit' && <EditOrganisation unit={unit} onClose={() => setDoing(null)} />}
      {doing && doing !== 'edit' && (
        <ChangeDialog kind={doing} unit={unit} organisations={organisations} onClose={() => setDoing(null)} />
      )}
    </SidePanel>
  )
}

function Actions({ isRoot, onDo }: { isRoot: boolean; onDo: (what: ChangeKind | 'edit') => void }) {
  const w = useWords()
  const kinds: ChangeKind[] = isRoot ? ['renamed'] : ['renamed', 'moved', 'merged', 'closed']
  return (
    <>
      <Button onClick={() => onDo('edit')}>{w('organisations.edit')}</Button>
      {kinds.map((kind) => (
        <Button key={kind} kind={kind === 'closed' ? 'danger' : 'plain'} onClick={() => onDo(kind)}>
          {w(`organisations.act.${kind}`)}
        </Button>
      ))}
    </>
  )
}

function Facts({ unit, detail }: { unit: Organisation; detail: OrganisationDetail | undefined }) {
  const w = useWords()
  return (
    <>
      <dl className="facts">
        <dt>{w('organisations.code')}</dt>
        <dd>{unit.divisionCode ?? w('kit.unknown')}</dd>
        <dt>{w('organisations.shortName')}</dt>
        <dd>{unit.shortName ?? w('kit.unknown')}</dd>
        <dt>{w('organisations.aliases')}</dt>
        <dd>{unit.aliases.length > 0 ? unit.aliases.join('、') : w('organisations.noAliases')}</dd>
      </dl>
      {detail && (
        <p className="unit-total">
          {w('organisations.total', { projects: detail.projects, accounts: detail.accounts })}
        </p>
      )}
    </>
  )
}
