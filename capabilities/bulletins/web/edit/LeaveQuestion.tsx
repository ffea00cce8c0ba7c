import { useBlocker } from '@tanstack/react-router'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** Asks before unsaved words are left behind, within the product and when the window closes. */
export function LeaveQuestion({ unsaved }: { unsaved: boolean }) {
  const w = useWords()
  const blocker = useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: () => unsaved, withResolver: true })
  if (blocker.status !== 'blocked') return null
  return (
    <Dialog
      title={w('bulletins.leave')}
      confirm={w('bulletins.leaveDo')}
      danger
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    >
      <p>{w('bulletins.leaveText')}</p>
    </Dialog>
  )
}
