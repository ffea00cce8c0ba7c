import { useEffect } from 'react'
import { useMe } from '#platform/web/shell/session.tsx'
import type { GridStore } from '../model/grid-session.ts'
import { unsavedRows } from '../model/grid-state.ts'
import { keepUnsent, takeUnsent } from '../model/unsent.ts'

/** Saves when the page is left or hidden; what cannot be saved makes the browser ask before closing, or is there again on coming back. */
export function useLeaveGuard(store: GridStore): void {
  const { id } = useMe()
  useEffect(() => {
    store.change((grid) => takeUnsent(grid, id))
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
      void store.flush().then(() => keepUnsent(store.get().grid, id))
    }
  }, [store, id])
}
