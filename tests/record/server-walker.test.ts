import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDueDigests } from '#capabilities/record/public.ts'
import { type Database, openKysely, openPool, type Transaction } from '#platform/database/pool.ts'
import { runTransaction, wholeRegion } from '#platform/database/transaction.ts'
import { appendEntries } from '#platform/record/append.ts'
import { type Entry, entryHash, firstHead } from '#platform/record/chain.ts'
import { digestHash } from '#platform/record/digest.ts'
import { readDigests, readEntries } from '#platform/record/read.ts'
import { type Break, verifyRecord } from '#platform/record/verify.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

// The record in the database: what is changed behind its back up to the last digest is found.

let stage: Stage
const CHAIN = 'x1.east'
const LENGTH = 12
beforeAll(async () => {
  stage = await openStage()
  for (let seq = 1; seq <= LENGTH; seq += 1) {
    await append(stage.owner, [said(`x1.east.t${seq % 3}`, seq), said('x1', seq)])
    // after the 5th and the last entry a day ends
    if (seq === 5) await makeDueDigests(stage.owner, new Date('2026-11-08T16:10:00Z'))
    if (seq === LENGTH) await makeDueDigests(stage.owner, new Date('2026-11-09T16:10:00Z'))
  }
})
afterAll(async () => await stage?.close())

const said = (orgPath: string, at: number): Entry => ({
  action: 'plan.set',
  subject: { type: 'project', id: at },
  orgPath,
  before: { amount: String(at) },
  after: { amount: String(at + 1) },
  reason: `第${at}次`,
})

async function append(db: Database, entries: Entry[]): Promise<void> {
  const author = {
    accountId: stage.accounts.office,
    actor: 'office',
    origin: '10.0.0.1',
    at: new Date('2026-11-08T02:00:00Z'),
  }
  await runTransaction(db, { scope: wholeRegion() }, (tx) => appendEntries(tx, author, entries))
}

class Undo extends Error {}

/** What verifying says after the owner did this with the triggers disabled; everything is put back. */
async function verdictAfter(forge: (tx: Transaction) => Promise<unknown>) {
  let verdict: Awaited<ReturnType<typeof verifyRecord>> | undefined
  const work = stage.owner.transaction().execute(async (tx) => {
    for (const table of ['record_entry', 'record_chain', 'record_digest'])
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(tx)
    await forge(tx)
    verdict = await verifyRecord(tx)
    throw new Undo()
  })
  await work.catch((error) => {
    if (!(error instanceof Undo)) throw error
  })
  return verdict!
}

const place = (firstBreak: Break | null) => firstBreak && [firstBreak.chain, firstBreak.seq]

describe('the walker', () => {
  test('finds nothing where nothing was changed', async () => {
    const verdict = await verdictAfter(async () => undefined)
    expect([verdict.firstBreak, verdict.digests, verdict.entries >= 2 * LENGTH]).toEqual([null, 2, true])
  })

  const CHANGES: [string, string][] = [
    ['at', "at + interval '1 millisecond'"],
    ['account_id', 'null'],
    ['actor', "actor || 'x'"],
    ['action', "'plan.sets'"],
    ['subject_type', "'round'"],
    ['subject_id', "subject_id || '0'"],
    ['org_path', "org_path || 'x'"],
    ['before', `'{"amount": "9"}'`],
    ['after', "jsonb_set(after, '{amount}', '1e3')"],
    ['after', 'null'],
    ['reason', "reason || '。'"],
    ['reason', 'null'],
    ['origin', "'10.0.0.2'"],
    ['previous_hash', 'set_byte(previous_hash, 0, (get_byte(previous_hash, 0) + 1) % 256)'],
    ['hash', 'set_byte(hash, 31, (get_byte(hash, 31) + 1) % 256)'],
  ]
  test.each(CHANGES)('names the entry whose %s became %s', async (column, value) => {
    for (const seq of [1, 6, LENGTH]) {
      const { firstBreak } = await verdictAfter((tx) =>
        sql`update record_entry set ${sql.ref(column)} = ${sql.raw(value)} where chain = ${CHAIN} and seq = ${seq}`.execute(
          tx,
        ),
      )
      expect(place(firstBreak)).toEqual([CHAIN, seq])
    }
  })

  test('names the first of what was removed, swapped or put in between', async () => {
    const removed = await verdictAfter((tx) =>
      sql`delete from record_entry where chain = ${CHAIN} and seq = 4`.execute(tx),
    )
    expect(place(removed.firstBreak)).toEqual([CHAIN, 4])
    const swapped = await verdictAfter((tx) =>
      sql`update record_entry e set after = o.after, subject_id = o.subject_id from record_entry o
        where e.chain = ${CHAIN} and o.chain = ${CHAIN} and e.seq in (3, 9) and o.seq = 12 - e.seq`.execute(tx),
    )
    expect(place(swapped.firstBreak)).toEqual([CHAIN, 3])
    const inserted = await verdictAfter(async (tx) => {
      await sql`alter table record_entry drop constraint record_entry_place`.execute(tx)
      await sql`insert into record_entry (chain, seq, at, actor, action, subject_type, subject_id, org_path, origin, previous_hash, hash)
        select chain, seq, at, 'forged', action, subject_type, subject_id, org_path, origin, previous_hash, hash
        from record_entry where chain = ${CHAIN} and seq = 8`.execute(tx)
    })
    expect(inserted.firstBreak?.chain).toBe(CHAIN)
    expect([8, 9]).toContain(inserted.firstBreak?.seq)
  })

  test('finds entries cut off though the chain was shortened with them, by the day’s digest', async () => {
    const { firstBreak } = await verdictAfter(async (tx) => {
      await sql`delete from record_entry where chain = ${CHAIN} and seq > 10`.execute(tx)
      await sql`update record_chain set length = 10, head = (select hash from record_entry where chain = ${CHAIN} and seq = 10)
        where name = ${CHAIN}`.execute(tx)
    })
    expect(firstBreak).toMatchObject({ chain: CHAIN, seq: 11, day: '2026-11-09' })
    const whole = await verdictAfter(async (tx) => {
      await sql`delete from record_entry where chain = ${CHAIN}`.execute(tx)
      await sql`delete from record_chain where name = ${CHAIN}`.execute(tx)
    })
    expect(whole.firstBreak).toMatchObject({ chain: CHAIN, seq: 1, day: '2026-11-08' })
  })

  test('finds an entry appended beside the chain', async () => {
    const { firstBreak } = await verdictAfter((tx) =>
      sql`insert into record_entry (chain, seq, at, actor, action, subject_type, subject_id, org_path, origin, previous_hash, hash)
        select chain, seq + 1, at, actor, action, subject_type, subject_id, org_path, origin, hash, previous_hash
        from record_entry where chain = ${CHAIN} and seq = ${LENGTH}`.execute(tx),
    )
    expect(place(firstBreak)).toEqual([CHAIN, LENGTH + 1])
  })

  test('finds a chain computed anew from a changed entry on, and between which days', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: LENGTH }), async (from) => {
        const { firstBreak } = await verdictAfter((tx) => computeAnew(tx, from))
        const span = from <= 5 ? { seq: 1, day: '2026-11-08' } : { seq: 6, day: '2026-11-09' }
        expect(firstBreak).toMatchObject({ chain: CHAIN, ...span })
      }),
      { numRuns: 8 },
    )
  })

  test('with the digests computed anew as well only one kept outside tells', async () => {
    const kept = (await readDigests(stage.owner)).at(-1)!
    let hashes: string[] = []
    const verdict = await verdictAfter(async (tx) => {
      await computeAnew(tx, 3)
      await computeDigestsAnew(tx)
      hashes = (await readDigests(tx)).map(({ hash }) => hash)
    })
    expect(verdict.ok).toBe(true)
    expect(hashes).toHaveLength(2)
    expect(hashes).not.toContain(kept.hash)
  })

  test.each([
    ['day', 'day + 1', '2026-11-10'],
    ['since', 'day - 3', '2026-11-09'],
    ['previous_hash', 'set_byte(previous_hash, 0, (get_byte(previous_hash, 0) + 1) % 256)', '2026-11-09'],
    ['chains', "jsonb_set(chains, '{0,length}', '1')", '2026-11-09'],
    ['hash', 'set_byte(hash, 0, (get_byte(hash, 0) + 1) % 256)', '2026-11-09'],
    ['made_at', "made_at + interval '1 second'", '2026-11-09'],
  ])('finds a digest whose %s became %s', async (column, value, day) => {
    const { firstBreak } = await verdictAfter((tx) =>
      sql`update record_digest set ${sql.ref(column)} = ${sql.raw(value)} where day = '2026-11-09'`.execute(tx),
    )
    expect(firstBreak).toMatchObject({ chain: '', seq: 0, day })
  })

  test('finds a digest taken out from between', async () => {
    const { firstBreak } = await verdictAfter((tx) =>
      sql`delete from record_digest where day = '2026-11-08'`.execute(tx),
    )
    expect(firstBreak).toMatchObject({ chain: '', day: '2026-11-09' })
  })
})

/** What an owner could do: change an entry and hash everything after it again. */
async function computeAnew(tx: Transaction, from: number): Promise<void> {
  const entries = await readEntries(tx, CHAIN, { after: 0, until: 1_000, limit: 1_000 })
  let previousHash = firstHead(CHAIN)
  for (const { hash: _, ...entry } of entries) {
    const forged = { ...entry, previousHash, ...(entry.seq === from ? { reason: '改过' } : {}) }
    const hash = entryHash(forged)
    await sql`update record_entry set reason = ${forged.reason}, previous_hash = ${previousHash}, hash = ${hash}
      where chain = ${CHAIN} and seq = ${entry.seq}`.execute(tx)
    previousHash = hash
  }
  await sql`update record_chain set head = ${previousHash} where name = ${CHAIN}`.execute(tx)
}

async function computeDigestsAnew(tx: Transaction): Promise<void> {
  let previous: string | null = null
  for (const digest of await readDigests(tx)) {
    const chains = []
    for (const chain of digest.chains) {
      const [last] = await readEntries(tx, chain.name, { after: chain.length - 1, until: chain.length, limit: 1 })
      chains.push({ ...chain, head: last?.hash.toString('hex') ?? chain.head })
    }
    const forged = { ...digest, previous: previous ?? digest.previous, chains }
    const hash = digestHash(forged)
    await sql`update record_digest set chains = ${JSON.stringify(chains)}::jsonb, hash = decode(${hash}, 'hex'),
      previous_hash = decode(${forged.previous}, 'hex') where day = ${digest.day}`.execute(tx)
    previous = hash
  }
}

describe('many writers', () => {
  test('32 at once over shared chains: no fork, no gap', async () => {
    const url = stage.ownerUrl
    const db = openKysely(openPool(url, { max: 32, name: 'writers', onError: () => undefined }))
    // chains that begin while others are written to
    const paths = ['y1', 'y1.a', 'y1.b.t1', 'y1.b.t2', 'y1.c', 'y1.d', 'y1.e', 'y1.f']
    const writer = async (number: number) => {
      for (let round = 0; round < 5; round += 1) {
        const mine = [0, 1, 2].map((step) => paths[(number * 7 + round * 3 + step * 2) % paths.length]!)
        await append(
          db,
          mine.map((path, step) => said(path, number * 100 + round * 10 + step)),
        )
      }
    }
    await Promise.all(Array.from({ length: 32 }, (_, number) => writer(number)))
    const verdict = await verifyRecord(db)
    await db.destroy()
    expect(verdict.firstBreak).toBeNull()
    const written = verdict.chains
      .filter(({ chain }) => chain.startsWith('y1'))
      .reduce((sum, { entries }) => sum + entries, 0)
    expect(written).toBe(32 * 5 * 3)
  })
})

describe('any value', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    // halves of surrogate pairs and NUL
    fc
      .array(fc.constantFrom(0x00, 0xd800, 0xdc00, 0xdfff, 0x5c, 0x75, 0x22, 0x41), { maxLength: 6 })
      .map((units) => String.fromCharCode(...units)),
    fc.constantFrom('\\u0000', '\\ud800', '__proto__', '', '\u2028'),
  )
  const anyNumber = fc.oneof(
    fc.double(),
    fc.constantFrom(-0, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 2 ** 53 + 2, 0.1 + 0.2, 1.0, 100, Number.NaN),
  )
  const anyValue = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      anyText,
      anyNumber,
      fc.constantFrom(null, true, false, undefined),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(anyText, tie('value'), { maxKeys: 4 }),
    ),
  })).value

  test('comes back from PostgreSQL with the hash it was recorded with', async () => {
    const db = stage.owner
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyValue, anyValue, anyText), { minLength: 1, maxLength: 20 }),
        async (values) => {
          await append(
            db,
            values.map(([before, after, text]) => ({
              ...said('z1.values', 1),
              before,
              after,
              reason: text,
              subject: { type: 'project', id: text },
            })),
          )
        },
      ),
      { numRuns: 60 },
    )
    const verdict = await verifyRecord(db)
    expect(verdict.firstBreak).toBeNull()
    expect(verdict.chains.find(({ chain }) => chain === 'z1.values')!.entries).toBeGreaterThan(60)
  })

  test('what PostgreSQL cannot hold is kept as U+FFFD, everything else as it was', async () => {
    const value = { 'a\u0000': 'x\ud800y', '\\u0000': '\\ud800', nested: [{ k: '\udc00' }], n: -0, big: 1e21 }
    await append(stage.owner, [{ ...said('z1.kept', 1), after: value }])
    const [kept] = await readEntries(stage.owner, 'z1.kept', { after: 0, until: 1, limit: 1 })
    expect(kept!.after).toEqual({
      'a\ufffd': 'x\ufffdy',
      '\\u0000': '\\ud800',
      nested: [{ k: '\ufffd' }],
      n: 0,
      big: 1e21,
    })
  })
})
