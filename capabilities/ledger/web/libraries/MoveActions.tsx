import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Move } from '../../libraries/contract.ts'
import { ledger } from '../api.ts'
import { kindLabel } from './move-words.ts'
import { librariesChanged } from './use-rosters.ts'

const DecisionDialog = lazy(async () => ({ default: (await import('./DecisionDialog.tsx')).DecisionDialog }))

/** What may be done with one undecided move: decided, or taken back by whoever proposed it. */
export function MoveActions({ move, mayDecide }: { move: Move; mayDecide: boolean }) {
  const w = useWords()
  const [open, setOpen] = useState<'approved' | 'refused' | 'retraction' | null>(null)
  const close = () => setOpen(null)
  const retract = useMutation({
    mutationFn: () => ledger.retractMove({ params: { id: move.id } }),
    onSuccess: async () => {
      await librariesChanged()
      notify(w('libraries.retracted'))
      close()
    },
  })
  return (
    <span className="move-actions no-print">
      {mayDecide && (
        <>
          <Button size="s" onClick={() => setOpen('approved')}>
            {w('libraries.approve')}
          </Button>
          <Button size="s" onClick={() => setOpen('refused')}>
            {w('libraries.refuse')}
          </Button>
        </>
      )}
      {move.isOwn && (
        <Button size="s" kind="quiet" onClick={() => setOpen('retraction')}>
          {w('libraries.retract')}
        </Button>
      )}
      {open === 'retraction' && (
        <Dialog
          title={w('libraries.retractTitle')}
          confirm={w('libraries.retract')}
          busy={retract.isPending}
          problem={retract.error}
          onConfirm={() => retract.mutate()}
          onClose={close}
        >
          <p>
            {move.projectName}　{kindLabel(w, move.kind)}
          </p>
        </Dialog>
      )}
      {(open === 'approved' || open === 'refused') && (
        <Suspense fallback={null}>
          <DecisionDialog moves={[move]} outcome={open} onClose={close} onDone={close} />
        </Suspense>
      )}
    </span>
  )
}
