import { createHash, type Hash } from 'node:crypto'
import { entryContent } from './chain.ts'
import { beginDigests, type ChainHead, type Digest, type DigestWalk, type Mark, marksOf, nextDigest } from './digest.ts'
import {
  chainLine,
  type DigestLine,
  digestLine,
  type Ending,
  type EntryLine,
  endLine,
  entryLineOf,
  FORMAT,
  FORMAT_VERSION,
  type Header,
  headerLine,
  readChainHead,
  readDigestLine,
  readEntryLine,
} from './file-format.ts'
import { type ChainVerdict, missingChain } from './verify.ts'
import { type Break, beginWalk, endWalk, nextEntry, type Walk } from './walk.ts'

/** An exported record as far as it has been read: header, chains, digests, entries chain by chain, closing line. */
export type Reading = {
  header: Header | null
  chains: ChainHead[]
  digests: Digest[]
  digestWalk: DigestWalk
  marks: Map<string, Mark[]>
  /** The chain whose entries are being read; null before the first of them. */
  walk: Walk | null
  done: ChainVerdict[]
  entries: number
  lines: number
  sum: Hash
  isEnded: boolean
}

export function beginReading(): Reading {
  return {
    header: null,
    chains: [],
    digests: [],
    digestWalk: beginDigests(),
    marks: new Map(),
    walk: null,
    done: [],
    entries: 0,
    lines: 0,
    sum: createHash('sha256'),
    isEnded: false,
  }
}

/** What is wrong with the file where it has been read to. */
export function fault({ walk }: Reading, what: string): Break {
  return { chain: walk?.chain ?? '', seq: walk ? walk.seq + 1 : 0, day: null, what }
}

type Line = { format?: unknown; chain?: ChainHead; digest?: unknown; entry?: unknown; end?: Ending }

/** Takes the next line, without its newline; answers what does not fit, or null. */
export function takeLine(reading: Reading, bytes: Buffer): Break | null {
  reading.lines += 1
  const wrong = (what: string) => fault(reading, `第${reading.lines}行${what}`)
  if (reading.isEnded) return wrong('多余：结尾行之后不应再有内容')
  let text: string
  let take: () => Break | null
  try {
    const line = JSON.parse(bytes.toString('utf8')) as Line
    ;[text, take] = understood(reading, line)
  } catch {
    return wrong('不合导出文件的格式')
  }
  // only one spelling is right: what was added to a line, or written otherwise, shows
  const written = Buffer.from(text)
  if (written.compare(bytes, 0, bytes.length, 0, written.length - 1) !== 0) return wrong('的写法不合格式')
  const broken = take()
  reading.sum.update(written)
  return broken
}

/** How the line would have been written, and what to do with it; throws where it has no place here. */
function understood(reading: Reading, line: Line): [text: string, take: () => Break | null] {
  if (!reading.header) {
    const header = headerOf(line as Header)
    return [headerLine(header), () => keep(reading, { header })]
  }
  if (line.entry) {
    const { hash, ...entry } = readEntryLine(line as EntryLine)
    const content = entryContent(entry)
    const take = () => nextEntry(reading.walk!, { ...entry, hash }, content)
    const text = entryLineOf(content, { hash, previousHash: entry.previousHash })
    return [text, () => enterChain(reading, entry.chain) ?? takeEntry(reading, take())]
  }
  if (line.end) {
    const end = line.end
    return [endLine(end), () => takeEnd(reading, end)]
  }
  if (reading.walk) throw new Error('chains and digests stand before the entries')
  if (line.digest) {
    const digest = readDigestLine(line as DigestLine)
    return [digestLine(digest), () => takeDigest(reading, digest)]
  }
  if (!line.chain || reading.digests.length > 0) throw new Error('chains stand before the digests')
  const chain = readChainHead(line.chain)
  return [chainLine(chain), () => takeChain(reading, chain)]
}

function headerOf({ format, madeAt, region, version }: Header): Header {
  if (format !== FORMAT || version !== FORMAT_VERSION) throw new Error('another format')
  if (typeof madeAt !== 'string' || typeof region !== 'string') throw new Error('no header')
  return { format, madeAt, region, version }
}

function keep(reading: Reading, part: Partial<Reading>): null {
  Object.assign(reading, part)
  return null
}

function takeChain(reading: Reading, chain: ChainHead): Break | null {
  const above = reading.chains.at(-1)
  if (above && above.name >= chain.name) return fault(reading, `第${reading.lines}行链“${chain.name}”的次序不对`)
  reading.chains.push(chain)
  return null
}

function takeDigest(reading: Reading, digest: Digest): Break | null {
  const what = nextDigest(reading.digestWalk, digest)
  if (what) return { chain: '', seq: 0, day: digest.day, what }
  reading.digests.push(digest)
  return null
}

/** Ends the chains before the one an entry belongs to, in their order. */
function enterChain(reading: Reading, name: string): Break | null {
  while (reading.walk?.chain !== name) {
    const broken = endChain(reading)
    if (broken) return broken
    const next = reading.chains[reading.done.length]
    if (!next) return fault(reading, `第${reading.lines}行的记录属于链“${name}”，不在应有的位置`)
    reading.walk = beginWalk(next.name, reading.marks.get(next.name))
  }
  return null
}

/** Ends the chain being read; before the first, looks whether every chain the digests know is there. */
function endChain(reading: Reading): Break | null {
  const { walk } = reading
  if (!walk) {
    reading.marks = marksOf(reading.digests)
    return missingChain(reading.chains, reading.digests)
  }
  const broken = endWalk(walk, reading.chains[reading.done.length]!)
  if (!broken) reading.done.push({ chain: walk.chain, entries: walk.seq, head: walk.head.toString('hex') })
  return broken
}

function takeEntry(reading: Reading, broken: Break | null): Break | null {
  if (!broken) reading.entries += 1
  return broken
}

function takeEnd(reading: Reading, end: Ending): Break | null {
  for (const chain of reading.chains.slice(reading.done.length)) {
    const broken = enterChain(reading, chain.name)
    if (broken) return broken
  }
  const broken = endChain(reading)
  if (broken) return broken
  reading.isEnded = true
  const { sum, chains, digests, entries } = reading
  if (end.chains !== chains.length || end.digests !== digests.length || end.entries !== entries)
    return fault(reading, '结尾行的数目与文件不符')
  return end.sha256 === sum.copy().digest('hex') ? null : fault(reading, '文件的哈希与结尾行不符，文件被改动')
}
