import { DATABASE_ROLES, type DatabaseRole, type Granted, VERBS, type Verb } from './granted.ts'
import { LIMITED, UNLIMITED } from './limited-tables.ts'

/** docs/database-privileges.md: database role × table, columns where not all of them. */
export function privilegesDocument(granted: Granted[], columns: Map<string, string[]>): string {
  const lines = [...columns].map(([table, all]) => {
    const cells = DATABASE_ROLES.map((role) =>
      cellOf(
        granted.filter((one) => one.role === role && one.table === table),
        all,
      ),
    )
    return `| ${table} | ${rowsOf(table)} | ${cells.join(' | ')} |`
  })
  return [
    '# What the database lets each role do',
    '',
    'Generated from the catalogue of a fresh database and proved by `tests/access/server-table-privileges.test.ts` and',
    '`tests/access/server-row-security.test.ts` (`UPDATE=1` writes this page anew).',
    '',
    '| role | who is it |',
    '|---|---|',
    ...DATABASE_ROLES.map((role) => `| ${role} | ${WHO[role]} |`),
    '',
    'r read, a add, c change, d delete; in brackets the columns, where not all of them. “limited” tables show and take only rows of the',
    'scope under guatu_scoped; “names” are read by everybody and changed within the scope.',
    '',
    `| table | rows | ${DATABASE_ROLES.join(' | ')} |`,
    `|---|---|${DATABASE_ROLES.map(() => '---').join('|')}|`,
    ...lines,
    '',
  ].join('\n')
}

const WHO: Record<DatabaseRole, string> = {
  guatu_app: 'the application when it has signed in and is not yet anybody: recognises sessions, keeps house',
  guatu_all: 'a request of somebody whose role covers the whole region',
  guatu_scoped: 'a request limited to subtrees and assigned projects',
  guatu_doorway: 'signing in, and what concerns only one’s own account',
  guatu_public: 'a visitor who is not signed in',
}
const LETTERS: Record<Verb, string> = { select: 'r', insert: 'a', update: 'c', delete: 'd' }

function rowsOf(table: string): string {
  if (table in LIMITED) return LIMITED[table]!.readsAnywhere ? 'names' : 'limited'
  return table in UNLIMITED ? '' : 'view'
}

function cellOf(granted: Granted[], all: string[]): string {
  return VERBS.flatMap((verb) => {
    const some = granted.filter((one) => one.verb === verb).map(({ column }) => column)
    if (some.length === 0) return []
    if (verb === 'delete' || some.length === all.length) return [LETTERS[verb]]
    const missing = all.filter((column) => !some.includes(column))
    return [`${LETTERS[verb]} (${some.length > missing.length ? `not ${missing.join(', ')}` : some.join(', ')})`]
  }).join(' ')
}
