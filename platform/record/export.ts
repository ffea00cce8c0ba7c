import { createHash } from 'node:crypto'
import type { Database } from '../database/pool.ts'
import type { Digest } from './digest.ts'
import { chainLine, digestLine, endLine, entryLine, FORMAT, FORMAT_VERSION, headerLine } from './file-format.ts'
import { readChains, readDigests, readEntries, type StoredChain } from './read.ts'

export type Counts = { chains: number; digests: number; entries: number }
export type RecordExport = { counts: Counts; body: AsyncGenerator<Uint8Array> }

const PAGE = 2_000

/**
 * The whole record as lines (docs/record-format.md): header, chains, digests, entries chain by chain, closing line. The transaction must be
 * repeatable read and stay open until the body was read: the file is of one moment.
 */
export async function exportRecord(db: Database, about: { region: string; at: Date }): Promise<RecordExport> {
  const chains = await readChains(db)
  const digests = await readDigests(db)
  const entries = chains.reduce((sum, { length }) => sum + length, 0)
  const counts = { chains: chains.length, digests: digests.length, entries }
  return { counts, body: sealed(content(db, { about, chains, digests }), counts) }
}

type Content = { about: { region: string; at: Date }; chains: StoredChain[]; digests: Digest[] }

async function* content(db: Database, { about, chains, digests }: Content): AsyncGenerator<Uint8Array> {
  const header = {
    format: FORMAT,
    madeAt: about.at.toISOString(),
    region: about.region,
    version: FORMAT_VERSION,
  } as const
  yield Buffer.from(headerLine(header) + chains.map(chainLine).join(''))
  for (const digest of digests) yield Buffer.from(digestLine(digest))
  for (const { name, length } of chains) {
    for (let seq = 0; seq < length; ) {
      const page = await readEntries(db, name, { after: seq, until: length, limit: PAGE })
      // a gap: written as it is, whoever verifies the file finds it
      if (page.length === 0) break
      seq = page.at(-1)!.seq
      yield Buffer.from(page.map(entryLine).join(''))
    }
  }
}

/** Ends with how much there was and the hash of it: a file cut short shows. */
async function* sealed(lines: AsyncGenerator<Uint8Array>, counts: Counts): AsyncGenerator<Uint8Array> {
  const sum = createHash('sha256')
  for await (const chunk of lines) {
    sum.update(chunk)
    yield chunk
  }
  yield Buffer.from(endLine({ ...counts, sha256: sum.digest('hex') }))
}
