import type { Permission } from '#platform/access/permissions.ts'
import type { PageRoute } from '#platform/web/shell/pages.ts'
import type { RailItem } from '#platform/web/shell/Rail.tsx'

type Place = RailItem & {
  /** The page that must exist for the item to be shown, where it is not `to` itself. */
  shows?: string
  /** Whose work it is, where the page is also open to others. */
  worksFor?: readonly Permission[]
}

/** The rail, in the order of the work. An item is there when its page exists and the person may use it. */
const RAIL: readonly Place[] = [
  { to: '/', label: 'shell.wall', icon: 'wall' },
  {
    to: '/projects',
    label: 'shell.ledger',
    icon: 'ledger',
    under: /^\/(projects|imports|duplicates|forms|one-off-forms|quality)/,
  },
  {
    to: '/stages',
    label: 'shell.stages',
    icon: 'stages',
    under: /^\/(stages|start-rate|cohorts|joint-starts|start-readiness)/,
  },
  { to: '/libraries', label: 'shell.libraries', icon: 'libraries', under: /^\/(libraries|rosters)/ },
  { to: '/rounds', label: 'shell.fill', icon: 'fill', under: /^\/(rounds(\/\d+(\/(review|fill))?)?$|reports)/ },
  { to: '/ranking', label: 'shell.ranking', icon: 'ranking', shows: '/rounds/:id/ranking', under: /\/ranking$/ },
  {
    to: '/bulletin',
    label: 'shell.bulletin',
    icon: 'bulletin',
    shows: '/rounds/:id/bulletin',
    under: /\/bulletin$|\/confirmations$|^\/check|^\/bulletin-templates/,
  },
  {
    to: '/people',
    label: 'shell.people',
    icon: 'people',
    under: /^\/(people|roles|organisations)/,
    apart: true,
    worksFor: ['account.manage', 'role.grant', 'record.read'],
  },
  { to: '/record', label: 'shell.record', icon: 'record', apart: true },
  {
    to: '/settings',
    label: 'shell.settings',
    icon: 'settings',
    apart: true,
    under: /^\/settings/,
    worksFor: ['preset.write', 'setting.manage', 'security.manage'],
  },
]

/** Whose work waits on the desk. */
export const DESK_WORK: readonly Permission[] = ['report.write', 'report.review']

/** The phone's four. */
const BOTTOM: readonly Place[] = [
  { to: '/', label: 'shell.wall', icon: 'wall' },
  { to: '/desk', label: 'shell.desk', icon: 'desk', worksFor: DESK_WORK },
  { to: '/rounds', label: 'shell.fill', icon: 'fill', under: /^\/(rounds|reports)/ },
  { to: '/me', label: 'shell.mine', icon: 'mine' },
]

/** Who has nothing on the desk finds instead what the own work is: accounts, the record, settings; a leader the ranking. */
const BOTTOM_INSTEAD: readonly Place[] = [
  {
    to: '/people',
    label: 'shell.people',
    icon: 'people',
    under: /^\/(people|roles|organisations)/,
    worksFor: ['account.manage', 'role.grant'],
  },
  { to: '/record', label: 'shell.record', icon: 'record' },
  { to: '/settings', label: 'shell.settings', icon: 'settings', worksFor: ['setting.manage', 'security.manage'] },
  { to: '/ranking', label: 'shell.ranking', icon: 'ranking', shows: '/rounds/:id/ranking', under: /\/ranking$/ },
]

export function railFor(
  pages: readonly PageRoute[],
  permissions: readonly Permission[],
): { rail: RailItem[]; bottom: RailItem[] } {
  const usable = (place: Place) => {
    const page = pages.find(({ path }) => path === (place.shows ?? place.to))
    if (place.worksFor && !place.worksFor.some((permission) => permissions.includes(permission))) return false
    return page !== undefined && (!page.needs || page.needs === 'public' || permissions.includes(page.needs))
  }
  const four = BOTTOM.filter(usable)
  const bottom = [...four.slice(0, -1), ...BOTTOM_INSTEAD.filter(usable).slice(0, 4 - four.length), ...four.slice(-1)]
  return { rail: RAIL.filter(usable), bottom }
}
