import { sql } from 'kysely'
import type { Database } from '../database/pool.ts'
import { type ChainedEntry, entryHash, firstHead } from './chain.ts'

export type ChainVerdict = { chain: string; entries: number; head: string }
export type Break = { chain: string; seq: number; what: string }
export type Verdict = { ok: boolean; entries: number; chains: ChainVerdict[]; firstBreak: Break | null }

const PAGE = 2_000

/** Walks every chain from its first entry, recomputing each hash, and names the first entry that does not fit. */
export async function verifyRecord(db: Database): Promise<Verdict> {
  const { rows: chains } = await sql<{ name: string; length: number; head: Buffer }>`
    select name, length, head from record_chain order by name`.execute(db)
  const verdict: Verdict = { ok: true, entries: 0, chains: [], firstBreak: null }
  for (const chain of chains) {
    const broken = await walkChain(db, chain, verdict)
    if (broken) return { ...verdict, ok: false, firstBreak: broken }
  }
  return verdict
}

async function walkChain(
  db: Database,
  chain: { name: string; length: number; head: Buffer },
  verdict: Verdict,
): Promise<Break | null> {
  let head = firstHead(chain.name)
  let seq = 0
  for (;;) {
    const page = await readPage(db, chain.name, seq)
    for (const { hash, ...entry } of page) {
      const broken = misfit(entry, hash, seq, head)
      if (broken) return { chain: chain.name, seq: seq + 1, what: broken }
      head = hash
      seq += 1
    }
    if (page.length < PAGE) break
  }
  if (seq !== chain.length || !head.equals(chain.head)) {
    return { chain: chain.name, seq: seq + 1, what: `链尾不符：应有${chain.length}条，实有${seq}条` }
  }
  verdict.entries += seq
  verdict.chains.push({ chain: chain.name, entries: seq, head: head.toString('hex') })
  return null
}

function misfit(entry: ChainedEntry, hash: Buffer, seq: number, head: Buffer): string | null {
  if (entry.seq !== seq + 1) return `序号不连续：应为${seq + 1}，实为${entry.seq}`
  if (!entry.previousHash.equals(head)) return '与上一条的哈希不相接'
  if (!entryHash(entry).equals(hash)) return '内容与哈希不符，记录被改动'
  return null
}

async function readPage(db: Database, chain: string, after: number): Promise<(ChainedEntry & { hash: Buffer })[]> {
  const { rows } = await sql<ChainedEntry & { hash: Buffer }>`
    select chain, seq, at, account_id as "accountId", actor, action, subject_type as "subjectType", subject_id as "subjectId",
      org_path::text as "orgPath", before, after, reason, origin, previous_hash as "previousHash", hash
    from record_entry where chain = ${chain} and seq > ${after} order by seq limit ${PAGE}`.execute(db)
  return rows
}
