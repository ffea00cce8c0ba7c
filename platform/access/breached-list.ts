import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'

// longer than any line: 40 hexadecimal digits, a colon, a count
const PIECE = 256

/**
 * Whether a password stands in a list of leaked ones: a file of lines `SHA1:count` in ascending order, as Have I Been Pwned gives it out
 * (some 40 GB). It is searched by halves on the disk, about 35 reads, and never loaded.
 */
export async function isBreached(path: string, password: string): Promise<boolean> {
  const wanted = createHash('sha1').update(password).digest('hex').toUpperCase()
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    return await search(file, size, wanted)
  } finally {
    await file.close()
  }
}

/** Halves the bytes in which a line with the digest may begin. */
async function search(file: FileHandle, size: number, wanted: string): Promise<boolean> {
  let [from, to] = [0, size]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    const line = await firstLineFrom(file, middle, size)
    if (!line || line.start >= to) {
      to = middle
      continue
    }
    if (line.digest === wanted) return true
    if (line.digest < wanted) from = line.end
    else to = middle
  }
  return false
}

/** The first line that begins at `at` or after it; null behind the last. */
async function firstLineFrom(file: FileHandle, at: number, size: number) {
  const begin = Math.max(0, at - 1)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(PIECE), 0, PIECE, begin)
  const text = buffer.toString('latin1', 0, bytesRead)
  const offset = at === 0 ? 0 : text.indexOf('\n') + 1
  if (at !== 0 && offset === 0) return null
  const start = begin + offset
  if (start >= size) return null
  const newline = text.indexOf('\n', offset)
  const end = newline === -1 ? size : begin + newline + 1
  return { start, end, digest: text.slice(offset, offset + 40).toUpperCase() }
}
