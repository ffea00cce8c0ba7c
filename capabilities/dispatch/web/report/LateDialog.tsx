import { instantText } from '#platform/web/format.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Report } from '../../contract.ts'

type Props = { report: Report; busy: boolean; onConfirm: () => void; onClose: () => void }

/** The deadline has passed while the form was open: it can still be submitted, and counts as late. */
export function LateDialog({ report, busy, onConfirm, onClose }: Props) {
  const w = useWords()
  return (
    <Dialog
      title={w('dispatch.lateTitle')}
      confirm={w('dispatch.submitLate')}
      busy={busy}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p>{w('dispatch.lateText', { deadline: instantText(report.round.deadline) })}</p>
    </Dialog>
  )
}
