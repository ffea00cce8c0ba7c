import { type ComponentType, useEffect } from 'react'
import type { Permission } from '#platform/access/permissions.ts'
import { useGo } from '#platform/web/address.tsx'
import { PageMissing } from '#platform/web/shell/Shell.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import { allPages } from './pages.ts'
import { railFor } from './rail.ts'

/** A page for those who may; who may not see the wall starts at the first place of their rail. */
export function Permitted({
  needs,
  home,
  page: Page,
}: {
  needs: Permission | null
  home: boolean
  page: ComponentType
}) {
  const { permissions } = useMe()
  const go = useGo()
  const may = needs !== null && permissions.includes(needs)
  const elsewhere =
    home && !may ? (railFor(allPages, permissions).rail.find((item) => item.to !== '/')?.to ?? '/me') : null
  useEffect(() => {
    if (elsewhere) go(elsewhere, { replace: true })
  }, [elsewhere, go])
  if (may) return <Page />
  return elsewhere ? null : <PageMissing kind="notPermitted" />
}
