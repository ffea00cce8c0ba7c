import { useState } from 'react'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { SavedView } from '../../grid/contract.ts'
import { ledger } from '../api.ts'

type Props = { view: SavedView; onClose: () => void; onDone: () => void }

export function RemoveViewDialog({ view, onClose, onDone }: Props) {
  const w = useWords()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const remove = async () => {
    setBusy(true)
    try {
      await ledger.removeView({ params: { id: view.id } })
      await queries.invalidateQueries({ queryKey: ledger.listViews.key() })
      notify(w('grid.view.removed', { name: view.name }))
      onDone()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w('grid.view.removeTitle', { name: view.name })}
      confirm={w('grid.view.removeConfirm')}
      danger
      busy={busy}
      problem={problem}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <p>{w(view.audience === 'mine' ? 'grid.view.removeMine' : 'grid.view.removeShared')}</p>
    </Dialog>
  )
}
