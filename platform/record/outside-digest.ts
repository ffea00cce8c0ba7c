import { type Digest, digestHash } from './digest.ts'
import type { DigestLine } from './file-format.ts'
import type { Break } from './walk.ts'

/** A digest somebody kept elsewhere: its hash, and what it says where a file of it was kept. */
export type OutsideDigest = { hash: string; document?: DigestLine }

/** The digests in a text: files of one, lines of several, or a hash as it was printed (64 hexadecimal digits, in groups or not). */
export function readOutside(text: string): OutsideDigest[] {
  const documents = documentsIn(text)
  if (documents.length > 0) return documents.map((document) => ({ hash: document.hash, document }))
  const hash = text.replace(/\s/g, '').toLowerCase()
  return /^[0-9a-f]{64}$/.test(hash) ? [{ hash }] : []
}

/** What speaks against the record's digests, given those kept outside. */
export function outsideBreak(outside: OutsideDigest[], digests: Digest[]): Break | null {
  const known = new Set(digests.map(({ hash }) => hash))
  for (const { hash, document } of outside) {
    const day = document?.digest.day ?? null
    if (document && digestHash(document.digest) !== hash)
      return { chain: '', seq: 0, day, what: '外部保存的摘要文件自身不符，文件被改动' }
    if (!known.has(hash)) return { chain: '', seq: 0, day, what: `没有外部保存的摘要${hash.slice(0, 8)}…：${UNKNOWN}` }
  }
  return null
}
const UNKNOWN = '或者抄录有误、导出早于该摘要，或者记录被改动后整体重算过'

function documentsIn(text: string): DigestLine[] {
  for (const read of [(whole: string) => [JSON.parse(whole)].flat(), lines]) {
    try {
      const found = read(text).filter(isDigestLine)
      if (found.length > 0) return found
    } catch {
      // not of this kind
    }
  }
  return []
}

function lines(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line))
}

function isDigestLine(value: unknown): value is DigestLine {
  const { digest, hash } = (value ?? {}) as Partial<DigestLine>
  return typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) && typeof digest?.day === 'string'
}
