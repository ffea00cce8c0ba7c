import { PERMISSIONS_OF_ROLE, type Permission, ROLES, type Role } from '#platform/access/permissions.ts'
import { ALL_ROUTES, type Named } from './all-routes.ts'
import { REACH } from './reach.ts'

/** What may be asked without signing in. */
export const OPEN: readonly string[] = ['public', 'doorway', 'founding']

/** What a reporter may do with an assigned project: lists hold it too. */
const ASSIGNABLE: readonly string[] = PERMISSIONS_OF_ROLE.reporter

const ROLE_WORDS: Record<Role, string> = {
  leader: '领导',
  dispatchOffice: '项目办',
  reporter: '填报员',
  steward: '项目管家',
  systemAdministrator: '系统管理员',
  securityAdministrator: '安全管理员',
  auditor: '审计员',
}

/** docs/access.md: route × role, and how far each reaches. */
export function accessDocument(): string {
  const heads = ROLES.map((role) => `${ROLE_WORDS[role]}<br>${role}`)
  const lines = ALL_ROUTES.map((route) => {
    const cells = ROLES.map((role) => cellOf(role, route))
    return `| \`${route.method} ${route.path}\` | ${route.needs} | ${cells.join(' | ')} |`
  })
  return [
    '# Who may ask what about whom',
    '',
    'Route × role, generated from the contracts, the permissions of the roles and `tests/access/reach.ts`, and proved by',
    '`tests/access/server-access-walk.test.ts`: for every role a person who holds it over one county asks every route about rows of',
    'that county, of a town below it, of the county beside it, of the city above it, and about a project lent from the county beside it.',
    '`UPDATE=1` writes this page anew; a route without an entry in `reach.ts` fails the walk.',
    '',
    'A role is held over an organisation’s subtree; a request reaches only what those grants cover that carry its permission.',
    '',
    '| in a cell | what is reached |',
    '|---|---|',
    '| own+below | rows of the organisation the role is held over, and of those below it |',
    '| +assigned | also the projects assigned to the reporter, wherever they lie |',
    '| +above | also what was opened or published above, for everyone it concerns; of its rows only one’s own |',
    '| region | the whole region: asked with a grant over the whole region only |',
    '| everybody | the same for everybody who may ask |',
    '| self | the person’s own account, sessions and tokens |',
    '| – | refused: 403 `not_permitted`, and nothing is written |',
    '',
    'A row beyond the reach is refused as if it were not there (404, or 403 where its existence is known to everybody); a list does',
    'not hold it and does not count it.',
    '',
    `| route | needs | ${heads.join(' | ')} |`,
    `|---|---|${ROLES.map(() => ':-:').join('|')}|`,
    ...lines,
    '',
  ].join('\n')
}

function cellOf(role: Role, route: Named): string {
  const reach = REACH[route.name]
  if (!mayAsk(role, route) || !reach) return '–'
  if (reach.of !== 'rows' && reach.of !== 'list') return reach.of
  const assigned = role === 'reporter' && (reach.of === 'list' ? ASSIGNABLE.includes(route.needs) : reach.assigned)
  return `own+below${assigned ? '<br>+assigned' : ''}${reach.above ? '<br>+above' : ''}`
}

function mayAsk(role: Role, { needs }: Named): boolean {
  return OPEN.includes(needs) || needs === 'signedIn' || PERMISSIONS_OF_ROLE[role].includes(needs as Permission)
}
