import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRawSync } from 'node:zlib'

const deflate = promisify(deflateRaw)

/**
 * The base that travels in a hidden sheet, as lines of text: what left, when, for whom, column by column and row by row. Numbered, so that a
 * sheet that was sorted is still read; rows are packed in blocks; the last line carries the signature.
 */
export type BaseHead = {
  form: 1
  exportId: string
  /** ISO instant. */
  at: string
  by: string
  /** Which installation's key signed it. */
  keyId: string
  region: string
  /** The month of its figures. */
  month: string | null
  filter: Record<string, unknown>
  columns: { key: string; heading: string }[]
}
/** Cells in the order of the head's columns, as canonical text. */
export type BaseRow = { id: number; version: number; cells: (string | null)[] }
/** A base as it came back; nothing of it is to be believed before its signature was checked over `digest`. */
export type FoundBase = { head: BaseHead; blocks: Uint8Array[]; rows: number; digest: string; signature: string }

export const BASE_SHEET = '_guatu_base'
const MAGIC = 'guatu-base 1 '
const LINE_LENGTH = 30_000
/** A base of 200,000 rows with long texts stays below; what unfolds further is no base of ours. */
const MOST_PER_BLOCK = 64 * 1024 * 1024
export const ROWS_PER_BLOCK = 1_000

/** Collects rows while they are written and gives the lines at the end. */
export class BaseWriter {
  private readonly lines: string[] = []
  private readonly hash = createHash('sha256')
  private rows = 0
  private open: BaseRow[] = []
  private packing: Promise<Buffer> | null = null

  constructor(head: BaseHead) {
    this.put('H', MAGIC + JSON.stringify(head))
  }

  /** A promise only where there is something to wait for: a hundred thousand rows wait for nothing a hundred thousand times otherwise. */
  add(row: BaseRow): Promise<void> | undefined {
    this.open.push(row)
    this.rows += 1
    return this.open.length === ROWS_PER_BLOCK ? this.closeBlock() : undefined
  }

  /** All lines; `sign` signs the digest of those before the last. */
  async finish(sign: (digest: string) => string): Promise<string[]> {
    if (this.open.length > 0) await this.closeBlock()
    await this.takePacked()
    const digest = `${this.hash.digest('hex')} ${this.rows}`
    this.lines.push(`${numbered(this.lines.length)}E${JSON.stringify({ rows: this.rows, signature: sign(digest) })}`)
    return this.lines
  }

  /** Waits for the block before: this one is packed by another core while the rows of the next are made. */
  private async closeBlock(): Promise<void> {
    const rows = this.open.map(({ id, version, cells }) => [id, version, ...cells])
    this.open = []
    await this.takePacked()
    this.packing = deflate(JSON.stringify(rows))
    // whoever stops in the middle waits for it no more
    this.packing.catch(() => undefined)
  }

  private async takePacked(): Promise<void> {
    if (this.packing) this.put('N', (await this.packing).toString('base64'))
    this.packing = null
  }

  private put(kind: 'H' | 'N', payload: string): void {
    for (let at = 0; at < payload.length; at += LINE_LENGTH) {
      const line = `${numbered(this.lines.length)}${at === 0 ? kind : 'C'}${payload.slice(at, at + LINE_LENGTH)}`
      this.hash.update(`${line}\n`)
      this.lines.push(line)
    }
  }
}

export function isBaseLine(text: string): boolean {
  return text.startsWith(`${numbered(0)}H${MAGIC}`)
}

/** The base of a sheet's lines, in whatever order they came; null when they are no base or something of it is missing. */
export function readBaseLines(lines: readonly string[]): FoundBase | null {
  const ordered = lines.filter((line) => /^\d{6}[HNCE]/.test(line)).sort()
  const last = ordered.at(-1)
  if (!ordered[0] || !isBaseLine(ordered[0]) || !last || last[6] !== 'E') return null
  if (ordered.some((line, index) => Number(line.slice(0, 6)) !== index)) return null
  const hash = createHash('sha256')
  const payloads: string[] = []
  for (const line of ordered.slice(0, -1)) {
    hash.update(`${line}\n`)
    if (line[6] === 'C') payloads[payloads.length - 1] += line.slice(7)
    else payloads.push(line.slice(7))
  }
  try {
    const head = JSON.parse(payloads[0]!.slice(MAGIC.length)) as BaseHead
    const { rows, signature } = JSON.parse(last.slice(7)) as { rows: number; signature: string }
    const blocks = payloads.slice(1).map((payload) => new Uint8Array(Buffer.from(payload, 'base64')))
    return { head, blocks, rows, digest: `${hash.digest('hex')} ${rows}`, signature: String(signature) }
  } catch {
    return null
  }
}

/** The rows of one block, and how long its text was. Throws when it is no block or unfolds beyond measure. */
export function readBlock(block: Uint8Array): { rows: BaseRow[]; length: number } {
  const text = inflateRawSync(block, { maxOutputLength: MOST_PER_BLOCK }).toString('utf8')
  const rows = (JSON.parse(text) as [number, number, ...(string | null)[]][]).map(([id, version, ...cells]) => ({
    id,
    version,
    cells,
  }))
  return { rows, length: text.length }
}

function numbered(line: number): string {
  return String(line).padStart(6, '0')
}
