import type { ComponentType } from 'react'
import type { Permission } from '../../access/permissions.ts'

/** One address of the product. A capability lists its own in `web/pages.tsx`; the page's code is fetched when it is first opened. */
export type PageRoute = {
  /** `/rounds/:id/fill`; parameters are read with `useParam('id')`. */
  path: `/${string}`
  load: () => Promise<ComponentType>
  /** Without it the page is for everyone who is signed in; `public` pages are drawn without the shell. */
  needs?: Permission | 'public'
  /** Drawn without rail and bar, edge to edge (the wall on a wall). */
  bare?: boolean
}
