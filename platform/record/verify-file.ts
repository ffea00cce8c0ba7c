import { entriesOf } from './digest.ts'
import { beginReading, fault, type Reading, takeLine } from './file-reading.ts'
import { linesOf } from './lines.ts'
import { type OutsideDigest, outsideBreak } from './outside-digest.ts'
import { type DigestFound, lastOf, type Verdict } from './verify.ts'
import type { Break } from './walk.ts'

/** `outside` are the digests somebody kept elsewhere and found again here. */
export type FileVerdict = Verdict & { region: string | null; madeAt: string | null; outside: DigestFound[] }

/**
 * Verifies an exported record line by line, without a database and in little memory: that the file is whole, that every entry follows the
 * one before, that every digest is the one of its day, and that the digests kept outside are among them.
 */
export async function verifyFile(
  source: AsyncIterable<Uint8Array>,
  outside: OutsideDigest[] = [],
): Promise<FileVerdict> {
  const reading = beginReading()
  const firstBreak = (await readAll(reading, source)) ?? outsideBreak(outside, reading.digests)
  return {
    ok: firstBreak === null,
    region: reading.header?.region ?? null,
    madeAt: reading.header?.madeAt ?? null,
    entries: reading.entries,
    chains: reading.done,
    digests: reading.digests.length,
    last: lastOf(reading.digests),
    outside: firstBreak ? [] : foundOutside(reading, outside),
    firstBreak,
  }
}

async function readAll(reading: Reading, source: AsyncIterable<Uint8Array>): Promise<Break | null> {
  try {
    for await (const { bytes, isClosed } of linesOf(source)) {
      if (!isClosed) return fault(reading, '文件不完整：最后一行没有写完')
      const broken = takeLine(reading, bytes)
      if (broken) return broken
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return fault(reading, `第${reading.lines + 1}行没有尽头，不是记录的导出文件`)
  }
  return reading.isEnded ? null : fault(reading, '文件不完整：缺少结尾行，在传输或保存中被截断')
}

function foundOutside({ digests }: Reading, outside: OutsideDigest[]): DigestFound[] {
  const hashes = new Set(outside.map(({ hash }) => hash))
  return digests
    .filter(({ hash }) => hashes.has(hash))
    .map((digest) => ({ day: digest.day, hash: digest.hash, entries: entriesOf(digest) }))
}
