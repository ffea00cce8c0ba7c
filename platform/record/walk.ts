import { type ChainedEntry, contentHash, entryContent, firstHead } from './chain.ts'
import type { ChainHead, Mark } from './digest.ts'

/** The first thing that does not fit. `seq` is the entry's number; `day` is the digest's where a digest contradicts; a digest alone has no chain and seq 0. */
export type Break = { chain: string; seq: number; day: string | null; what: string }
export type Hashed = ChainedEntry & { hash: Buffer }

/** A chain read entry by entry. `marks` are the places digests name, ascending; `at` is the next of them. */
export type Walk = { chain: string; seq: number; head: Buffer; marks: Mark[]; at: number }

export function beginWalk(chain: string, marks: Mark[] = []): Walk {
  return { chain, seq: 0, head: firstHead(chain), marks, at: 0 }
}

/** A walk that goes on after `seq`, whose hash is `head`. */
export function resumeWalk(chain: string, from: { seq: number; head: Buffer }, marks: Mark[]): Walk {
  return { chain, ...from, marks, at: marks.filter(({ seq }) => seq <= from.seq).length }
}

/** Takes the next entry, whose canonical form may be known already; answers what does not fit, or null. */
export function nextEntry(walk: Walk, { hash, ...entry }: Hashed, content = entryContent(entry)): Break | null {
  const seq = walk.seq + 1
  const what = misfit(walk, entry, { hash, content })
  if (what) return { chain: walk.chain, seq, day: null, what }
  walk.seq = seq
  walk.head = hash
  return contradicted(walk)
}

/** What is wrong with the chain's end, once all its entries were taken. `rows` is how many there are, where that is known. */
export function endWalk(walk: Walk, end: ChainHead, rows = end.length): Break | null {
  const seq = walk.seq + 1
  const wrong = (what: string, day: string | null = null): Break => ({ chain: walk.chain, seq, day, what })
  const missing = walk.marks[walk.at]
  if (missing) return wrong(`缺少记录：${missing.day}的摘要记到第${missing.seq}条，实际只有${walk.seq}条`, missing.day)
  if (walk.seq !== end.length) return wrong(`链尾不符：应有${end.length}条，实有${walk.seq}条`)
  if (walk.head.toString('hex') !== end.head) return wrong('链尾的哈希不符')
  return rows === end.length ? null : wrong(`链外另有${rows - end.length}条记录`)
}

function misfit(walk: Walk, entry: ChainedEntry, { hash, content }: { hash: Buffer; content: string }): string | null {
  if (entry.chain !== walk.chain) return `记录属于链“${entry.chain}”，不在这条链上`
  if (entry.seq !== walk.seq + 1) return `序号不连续：应为${walk.seq + 1}，实为${entry.seq}`
  if (!entry.previousHash.equals(walk.head)) return '与上一条的哈希不相接'
  if (!contentHash(entry.previousHash, content).equals(hash)) return '内容与哈希不符，记录被改动'
  return null
}

/** Every hash may fit and yet not be the one of that day: then everything was computed anew after a change. */
function contradicted(walk: Walk): Break | null {
  const mark = walk.marks[walk.at]
  if (!mark || mark.seq !== walk.seq) return null
  walk.at += 1
  if (mark.head === walk.head.toString('hex')) return null
  const seq = (walk.marks[walk.at - 2]?.seq ?? 0) + 1
  const span = seq === mark.seq ? `第${seq}条` : `第${seq}至${mark.seq}条`
  return { chain: walk.chain, seq, day: mark.day, what: `与${mark.day}的摘要不符，${span}之间有记录被改动后重算` }
}
