// The import rules of the house (docs/ARCHITECTURE.md): rooms in order, capabilities in the order of
// capabilities/order.json, pure rules without I/O. Tests speak through the front door and may import anything.
const { readFileSync } = require('node:fs')
const { join } = require('node:path')

const order = JSON.parse(readFileSync(join(__dirname, 'capabilities/order.json'), 'utf8'))
const TEST = '\\.test\\.tsx?$'
const WEB = '(^|/)web/|(^|/)web\\.tsx$'
const DATABASE_CLIENTS = '(^|/)node_modules/(pg|kysely|fastify)/'

/** A room may import itself, the listed rooms, and packages. */
function room(name, allowed) {
  const inside = [name, ...allowed].join('|')
  return {
    name: `room-${name}`,
    comment: `${name} may import only ${[name, ...allowed].join(', ')}`,
    severity: 'error',
    from: { path: `^${name}/`, pathNot: TEST },
    to: { path: '^(kernel|platform|capabilities|app|database|tests|scripts)/', pathNot: `^(${inside})/` },
  }
}

/** Later capabilities are out of sight; of earlier ones only what they publish is seen. */
function capability(name, at) {
  const earlier = order.slice(0, at).join('|') || 'none'
  const published = 'public\\.ts|contract\\.ts'
  const others = { path: '^capabilities/[^/]+/', pathNot: [`^capabilities/${name}/`] }
  return [
    {
      name: `capability-${name}`,
      comment: `${name} may ask only public.ts and contract.ts of the capabilities before it`,
      severity: 'error',
      from: { path: `^capabilities/${name}/`, pathNot: [TEST, `^capabilities/${name}/web/`] },
      to: { ...others, pathNot: [...others.pathNot, `^capabilities/(${earlier})/(${published})$`] },
    },
    {
      name: `capability-${name}-web`,
      comment: `the screens of ${name} may also embed web/public.tsx of the capabilities before it`,
      severity: 'error',
      from: { path: `^capabilities/${name}/web/`, pathNot: TEST },
      to: { ...others, pathNot: [...others.pathNot, `^capabilities/(${earlier})/(${published}|web/public\\.tsx)$`] },
    },
  ]
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'modules that need each other while running; a type that looks back is no cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolved',
      comment: 'every import leads somewhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    room('kernel', []),
    room('platform', ['kernel']),
    room('capabilities', ['kernel', 'platform']),
    {
      name: 'kernel-packages',
      comment: 'the kernel stands on arithmetic alone',
      severity: 'error',
      from: { path: '^kernel/', pathNot: TEST },
      to: { path: '(^|/)node_modules/', pathNot: '(^|/)node_modules/(@types/)?big\\.js/' },
    },
    ...order.flatMap(capability),
    {
      name: 'capability-listed',
      comment: 'a capability has its place in capabilities/order.json',
      severity: 'error',
      from: {},
      to: { path: '^capabilities/[^/]+/', pathNot: `^capabilities/(${order.join('|')})/` },
    },
    {
      name: 'pure',
      comment: 'kernel, rules and contracts decide and describe: no files, no network, no database',
      severity: 'error',
      from: { path: '^kernel/|^capabilities/[^/]+/(rules\\.ts$|rules/|contract\\.ts$)', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-of-clients',
      severity: 'error',
      from: { path: '^kernel/|^capabilities/[^/]+/(rules\\.ts$|rules/|contract\\.ts$)', pathNot: TEST },
      to: { path: DATABASE_CLIENTS },
    },
    {
      name: 'sql-in-stores',
      comment: 'SQL is written in store.ts (or …-store.ts, store/); the rest asks it',
      severity: 'error',
      from: { path: '^(capabilities|app)/', pathNot: [TEST, '(^|/|-)store\\.ts$', '/store/'] },
      to: { path: '(^|/)node_modules/kysely/' },
    },
    {
      name: 'tests-are-leaves',
      severity: 'error',
      from: { pathNot: ['^tests/', TEST] },
      to: { path: '^tests/' },
    },
    {
      name: 'server-without-screens',
      comment: 'Node strips types but refuses .tsx; the server never needs a screen',
      severity: 'error',
      from: { pathNot: [WEB, '\\.tsx$', '^tests/', TEST, '^vite\\.config'] },
      to: { path: `${WEB}|\\.tsx$` },
    },
    {
      name: 'screens-without-server',
      comment: 'the browser gets contracts, rules and kernel; never a file that speaks to Node or the database',
      severity: 'error',
      from: { path: WEB, pathNot: TEST },
      to: { path: `(^|/|-)(server|store|jobs|cli)\\.ts$|/store/|^database/|${DATABASE_CLIENTS}` },
    },
    {
      name: 'screens-without-node',
      severity: 'error',
      from: { path: WEB, pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
