import { useBlocker } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** Asks before unsaved words are left behind, within the product and when the window closes. A ref: what was just saved is left at once. */
export function LeaveQuestion({ unsaved }: { unsaved: RefObject<boolean> }) {
  const w = useWords()
  const blocker = useBlocker({
    shouldBlockFn: () => unsaved.current,
    enableBeforeUnload: () => unsaved.current,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <Dialog
      title={w('templates.leave')}
      confirm={w('templates.leaveDo')}
      danger
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    >
      <p>{w('templates.leaveText')}</p>
    </Dialog>
  )
}
