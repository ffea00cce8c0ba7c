import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { notifyProblem } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { CheckItem } from '../../libraries/check-contract.ts'
import { USUAL_ITEMS } from '../../libraries/usual-items.ts'
import { ledger } from '../api.ts'
import { CheckDialog } from './CheckDialog.tsx'
import { CheckLines } from './CheckLines.tsx'
import { librariesChanged } from './use-rosters.ts'
import './libraries.css'

/** 推进清单 of one project (B07): approval, land, funds and building, each with who answers for it, until when, and whether it is done. */
export function ChecklistPanel({ projectId }: { projectId: number }) {
  const w = useWords()
  const { data, error, refetch } = useQuery(ledger.readCheckList.query({ params: { id: projectId } }))
  const [editing, setEditing] = useState<CheckItem | 'new' | null>(null)
  const start = useMutation({
    mutationFn: () => ledger.addCheckItems({ params: { id: projectId }, body: { items: [...USUAL_ITEMS] } }),
    onSuccess: () => librariesChanged(),
    onError: notifyProblem,
  })
  const items = data?.items ?? []
  const done = items.filter(({ state }) => state === 'done').length
  return (
    <Section
      title={
        items.length > 0
          ? `${w('libraries.checks')} ${w('libraries.progress', { done, of: items.length })}`
          : w('libraries.checks')
      }
      aside={
        data?.mayEdit && (
          <span className="no-print">
            {items.length === 0 && (
              <Button kind="quiet" size="s" busy={start.isPending} onClick={() => start.mutate()}>
                {w('libraries.addUsual')}
              </Button>
            )}
            <Button kind="quiet" size="s" onClick={() => setEditing('new')}>
              {w('libraries.addCheck')}
            </Button>
          </span>
        )
      }
    >
      {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : !data ? <Skeleton lines={3} /> : null}
      {data && items.length === 0 && (
        <EmptyState title={w('libraries.noChecks')}>{w('libraries.noChecksText')}</EmptyState>
      )}
      {items.length > 0 && <CheckLines items={items} onEdit={data?.mayEdit ? setEditing : undefined} />}
      {editing && (
        <CheckDialog projectId={projectId} item={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Section>
  )
}
