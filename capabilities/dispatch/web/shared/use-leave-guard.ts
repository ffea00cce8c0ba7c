import { useEffect } from 'react'
import type { GridStore } from '../model/grid-session.ts'
import { unsavedRows } from '../model/grid-state.ts'

/** Saves when the page is left or hidden; what cannot be saved makes the browser ask before closing. */
export function useLeaveGuard(store: GridStore): void {
  useEffect(() => {
    const save = () => void store.flush()
    const onHide = () => document.visibilityState === 'hidden' && save()
    const onUnload = (event: BeforeUnloadEvent) => {
      if (unsavedRows(store.get().grid).length > 0) event.preventDefault()
    }
    document.addEventListener('visibilitychange', onHide)
    window.addEventListener('online', save)
    window.addEventListener('beforeunload', onUnload)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      window.removeEventListener('online', save)
      window.removeEventListener('beforeunload', onUnload)
      save()
    }
  }, [store])
}
