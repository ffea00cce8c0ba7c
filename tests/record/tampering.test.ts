import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '#platform/record/canonical-json.ts'
import { digestLine, entryLine } from '#platform/record/file-format.ts'
import { readOutside } from '#platform/record/outside-digest.ts'
import { verifyFile } from '#platform/record/verify-file.ts'
import { beginWalk, endWalk, type Hashed, nextEntry } from '#platform/record/walk.ts'
import { bytesOf, type Chains, chained, digestsAt, fileLines, type Said, sealed } from './sample-record.ts'

// Whatever is changed in an exported record up to its last digest is found; with everything computed anew, by a digest kept outside.

const json = fc.jsonValue({ maxDepth: 2, stringUnit: 'grapheme' }).map((value) => JSON.parse(JSON.stringify(value)))
const said: fc.Arbitrary<Said> = fc.record({
  action: fc.constantFrom('plan.set', 'figure.corrected', 'report.saved'),
  actor: fc.constantFrom('zhang', '李四'),
  before: json,
  after: json,
  reason: fc.option(fc.string({ unit: 'grapheme', maxLength: 8 }), { nil: null }),
})
const record: fc.Arbitrary<Chains> = fc
  .record({
    o1: fc.array(said, { minLength: 1, maxLength: 4 }),
    'o1.o2': fc.array(said, { minLength: 2, maxLength: 6 }),
  })
  .map((given) => Object.fromEntries(Object.entries(given).map(([name, list]) => [name, chained(name, list)])))

const LONG = 100
/** The last digest covers everything. */
const exported = (chains: Chains) => fileLines(chains, digestsAt(chains, [1, 3, LONG]))
const verdictOf = async (lines: string[], outside: string[] = []) =>
  await verifyFile(bytesOf(lines.join('')), outside.flatMap(readOutside))
const countsOf = (lines: string[]) => ({
  chains: lines.filter((line) => line.startsWith('{"chain"')).length,
  digests: lines.filter((line) => line.startsWith('{"digest"')).length,
  entries: lines.filter((line) => line.startsWith('{"entry"')).length,
})
/** As a forger would hand it over: the closing line fits again. */
const resealed = (lines: string[]) => sealed(lines, countsOf(lines))

/** The same with one value, at whatever depth, left out or of another kind. */
function otherShapes(value: unknown): unknown[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const set = (next: unknown) => (Array.isArray(value) ? value.with(Number(key), next) : { ...value, [key]: next })
    const without = Array.isArray(value)
      ? value.toSpliced(Number(key), 1)
      : Object.fromEntries(Object.entries(value).filter(([other]) => other !== key))
    return [without, ...[null, 0, 'x', [], {}, [null]].map(set), ...otherShapes(inner).map(set)]
  })
}

describe('the file', () => {
  test('as it was exported verifies, however it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(record, fc.integer({ min: 1, max: 300 }), async (chains, size) => {
        const verdict = await verifyFile(bytesOf(exported(chains).join(''), size))
        expect(verdict.firstBreak).toBeNull()
        expect(verdict.entries).toBe(chains.o1!.length + chains['o1.o2']!.length)
      }),
    )
  })

  test('any byte changed is found', async () => {
    await fc.assert(
      fc.asyncProperty(record, fc.nat(), fc.integer({ min: 1, max: 255 }), async (chains, at, flip) => {
        const bytes = Buffer.from(exported(chains).join(''))
        bytes[at % bytes.length]! ^= flip
        expect((await verifyFile(bytesOf(bytes))).ok).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test('any byte changed in an entry is found at that entry or, where the line no longer says which, before the next', async () => {
    await fc.assert(
      fc.asyncProperty(
        record,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (chains, which, at, flip) => {
          const lines = exported(chains).slice(0, -1)
          const entries = lines.flatMap((line, index) => (line.startsWith('{"entry"') ? [index] : []))
          const index = entries[which % entries.length]!
          const bytes = Buffer.from(lines[index]!)
          bytes[at % (bytes.length - 1)]! ^= flip
          const before = Buffer.from(lines.slice(0, index).join(''))
          const after = Buffer.from(lines.slice(index + 1).join(''))
          const { firstBreak } = await verifyFile(bytesOf(Buffer.concat([before, bytes, after])))
          const { entry } = JSON.parse(lines[index]!)
          const earlier = JSON.parse(lines[index - 1]!).entry
          const places = [`${entry.chain} ${entry.seq}`]
          // its first line unreadable, a chain is not yet begun
          if (entry.seq === 1) places.push(earlier ? `${earlier.chain} ${earlier.seq + 1}` : ' 0')
          expect(places).toContain(`${firstBreak!.chain} ${firstBreak!.seq}`)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('a line of another shape is named, whatever stands in the place of whatever', async () => {
    const given: Said = { action: 'plan.set', actor: 'zhang', before: null, after: { a: [1] }, reason: '依据' }
    const chains = { o1: chained('o1', [given]), 'o1.o2': chained('o1.o2', [given, given]) }
    const lines = exported(chains).slice(0, -1)
    const wrong: string[] = []
    for (const [index, line] of lines.entries()) {
      // the heading says who exported when; whoever closes the file anew may write another there
      if (index === 0) continue
      for (const other of otherShapes(JSON.parse(line))) {
        const text = `${canonicalJson(other)}\n`
        if (text === line) continue
        const verdict = await verdictOf(resealed(lines.toSpliced(index, 1, text)))
        if (verdict.ok) wrong.push(`${line} as ${text}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('cut short anywhere, it says so', async () => {
    await fc.assert(
      fc.asyncProperty(record, fc.nat(), async (chains, at) => {
        const bytes = Buffer.from(exported(chains).join(''))
        const { ok, firstBreak } = await verifyFile(bytesOf(bytes.subarray(0, at % bytes.length)))
        expect([ok, firstBreak?.what]).toEqual([false, expect.stringContaining('不完整')])
      }),
    )
  })

  const lineAndClosing = { which: fc.nat(), other: fc.nat() }
  test.each<[string, (lines: string[], at: number, to: number) => string[]]>([
    ['removed', (lines, at) => lines.toSpliced(at, 1)],
    ['repeated', (lines, at) => lines.toSpliced(at, 0, lines[at]!)],
    ['moved', (lines, at, to) => lines.toSpliced(at, 1).toSpliced(to, 0, lines[at]!)],
    ['swapped', (lines, at, to) => lines.with(at, lines[to]!).with(to, lines[at]!)],
  ])('a line %s is found, though the closing line fits again', async (_, forge) => {
    await fc.assert(
      fc.asyncProperty(record, fc.record(lineAndClosing), async (chains, { which, other }) => {
        const lines = exported(chains).slice(0, -1)
        const forged = forge(lines, which % lines.length, other % lines.length)
        fc.pre(forged.join('') !== lines.join(''))
        // the last digest itself is missed only by whoever kept it
        const kept = digestsAt(chains, [1, 3, LONG]).at(-1)!
        expect((await verdictOf(resealed(forged), [kept.hash])).ok).toBe(false)
      }),
      { numRuns: 200 },
    )
  })
})

describe('everything computed anew', () => {
  /** The tail of a chain changed and hashed again, with digests and closing line that fit. */
  const forge = (chains: Chains, at: number) => {
    const own = chains['o1.o2']!
    const changed = own.map((entry, index) => (index === at ? { ...entry, reason: `${entry.reason ?? ''}改` } : entry))
    const again: Chains = { ...chains, 'o1.o2': chained('o1.o2', changed) }
    return { again, lines: exported(again) }
  }

  test('verifies by itself; a digest kept outside finds it', async () => {
    await fc.assert(
      fc.asyncProperty(record, fc.nat(), async (chains, which) => {
        const { lines } = forge(chains, which % chains['o1.o2']!.length)
        expect((await verdictOf(lines)).ok).toBe(true)
        const kept = digestsAt(chains, [1, 3, LONG]).at(-1)!
        for (const outside of [kept.hash, kept.hash.match(/.{4}/g)!.join(' '), digestLine(kept)]) {
          const { ok, firstBreak } = await verdictOf(lines, [outside])
          expect([ok, firstBreak?.what]).toEqual([false, expect.stringContaining('没有外部保存的摘要')])
        }
      }),
    )
  })

  test('a digest outside covers its day only: what came later may be computed anew unseen', async () => {
    const chains: Chains = { o1: chained('o1', list(1)), 'o1.o2': chained('o1.o2', list(5)) }
    const [, kept] = digestsAt(chains, [1, 3, LONG])
    const late = forge(chains, 4)
    expect((await verdictOf(late.lines, [kept!.hash])).outside).toEqual([
      { day: '2026-11-02', hash: kept!.hash, entries: 4 },
    ])
    expect((await verdictOf(forge(chains, 2).lines, [kept!.hash])).ok).toBe(false)
  })

  test('with the digests left as they were, the day and the span are named', async () => {
    const chains: Chains = { o1: chained('o1', list(1)), 'o1.o2': chained('o1.o2', list(5)) }
    const { again } = forge(chains, 1)
    const { firstBreak } = await verdictOf(fileLines(again, digestsAt(chains, [1, 3, LONG])))
    expect(firstBreak).toMatchObject({ chain: 'o1.o2', seq: 2, day: '2026-11-02' })
    expect(firstBreak!.what).toContain('第2至3条')
  })

  test('a digest file that was edited is no digest', async () => {
    const chains: Chains = { o1: chained('o1', list(1)), 'o1.o2': chained('o1.o2', list(2)) }
    const kept = digestLine(digestsAt(chains, [LONG])[0]!).replace('"day":"2026-11-01"', '"day":"2026-11-03"')
    const verdict = await verifyFile(bytesOf(fileLines(chains, digestsAt(chains, [LONG])).join('')), readOutside(kept))
    expect([verdict.ok, verdict.firstBreak?.what]).toEqual([false, expect.stringContaining('摘要文件自身不符')])
  })

  const list = (count: number): Said[] =>
    Array.from({ length: count }, (_, index) => ({
      action: 'plan.set',
      actor: 'zhang',
      before: null,
      after: { index },
      reason: null,
    }))
})

describe('a chain read entry by entry', () => {
  const walk = (entries: Hashed[], ends: Hashed[]) => {
    const state = beginWalk('o1.o2')
    for (const entry of entries) {
      const broken = nextEntry(state, entry)
      if (broken) return broken
    }
    const head = ends.at(-1)!.hash.toString('hex')
    return endWalk(state, { name: 'o1.o2', length: ends.length, head })
  }

  test('the first entry of any change is named', () => {
    fc.assert(
      fc.property(fc.array(said, { minLength: 2, maxLength: 8 }), fc.nat(), fc.nat(), (list, which, kind) => {
        const entries = chained('o1.o2', list)
        expect(walk(entries, entries)).toBeNull()
        const at = which % entries.length
        const own = entries[at]!
        const forgeries = [
          entries.with(at, { ...own, actor: `${own.actor}x` }),
          entries.with(at, { ...own, at: '2026-11-09T01:00:00.001Z' }),
          entries.with(at, { ...own, accountId: own.accountId! + 1 }),
          entries.with(at, { ...own, origin: '10.1.2.4' }),
          entries.with(at, { ...own, after: { forged: own.after } }),
          entries.with(at, { ...own, seq: own.seq + 1 }),
          entries.with(at, { ...own, chain: 'o1' }),
          entries.toSpliced(at, 1),
          entries.toSpliced(at, 0, own).map((entry, index) => (index > at ? { ...entry, seq: index + 1 } : entry)),
        ]
        const broken = walk(forgeries[kind % forgeries.length]!, entries)
        const isRepeated = kind % forgeries.length === forgeries.length - 1
        expect(broken?.seq).toBe(isRepeated ? at + 2 : at + 1)
      }),
      { numRuns: 300 },
    )
  })

  test('an entry’s line is its own only spelling', () => {
    const [entry] = chained('o1.o2', [
      { action: 'x', actor: 'y', before: null, after: { b: 1, a: [1.5] }, reason: null },
    ])
    expect(entryLine(entry!)).toContain('"after":{"a":[1.5],"b":1}')
  })
})
