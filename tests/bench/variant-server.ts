import { registerHooks } from 'node:module'

/**
 * The product but for one thing, in a process of its own, to measure what that one thing costs. Only the bench can leave it out: the
 * modules are exchanged while they load, the product has no switch for it.
 * BENCH_VARIANT=unrecorded  writes append nothing to the record
 * BENCH_VARIANT=unpoliced   scoped requests run as guatu_all: the queries keep their own predicate, row level security asks nothing
 */
type Change = { file: string; from: RegExp; to: string }

const CHANGES: Record<string, Change> = {
  unrecorded: {
    file: '/platform/record/append.ts',
    from: /export async function appendEntries\([^)]*\): Promise<void> \{/,
    to: '$& if (entries.length >= 0) return;',
  },
  unpoliced: {
    file: '/platform/database/transaction.ts',
    from: /'guatu_all' : 'guatu_scoped'/,
    to: "'guatu_all' : 'guatu_all'",
  },
}

const change = CHANGES[process.env.BENCH_VARIANT ?? '']
if (!change) throw new Error(`BENCH_VARIANT is one of ${Object.keys(CHANGES).join(', ')}`)
registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context)
    if (!url.endsWith(change.file)) return loaded
    const source = String(loaded.source)
    if (!change.from.test(source))
      throw new Error(`${change.file} is not what the bench knows: nothing would be left out`)
    return { ...loaded, source: source.replace(change.from, change.to) }
  },
})
await import('./product-server.ts')
