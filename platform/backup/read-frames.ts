import { createHash, type Hash } from 'node:crypto'
import { damaged, type End, type Frame, line, type Sequence } from './format.ts'
import { linesIn } from './write-frames.ts'

const LONGEST_LINE = 16 * 1024 * 1024
const NEWLINE = 10

/**
 * Reads a backup from its uncompressed bytes. Every digest and count is checked on the way; a file that is cut off, damaged or goes on
 * after its end throws. Whoever has received the frame `end` has seen the whole file.
 */
export async function* readFrames(bytes: AsyncIterable<Buffer>): AsyncGenerator<Frame, void, undefined> {
  const input = new Input(bytes)
  yield { kind: 'header', header: line.header(await input.line()) }
  const sum = { tables: 0, rows: 0 }
  let sequences: Sequence[] | null = null
  while (!sequences) {
    const next = line.between(await input.line())
    if ('sequences' in next) sequences = next.sequences
    else {
      yield { kind: 'table', ...next }
      const rows = yield* tableRows(input, next.table)
      sum.tables += 1
      sum.rows += rows
    }
  }
  yield { kind: 'sequences', sequences }
  yield { kind: 'record', record: line.record(await input.line()) }
  const digest = input.digest()
  const end: End = line.end(await input.line())
  if (end.sha256 !== digest) throw damaged('校验码不符')
  if (end.tables !== sum.tables || end.rows !== sum.rows) throw damaged('行数不符')
  if (await input.more()) throw damaged('末尾有多余内容')
  yield { kind: 'end', ...sum }
}

async function* tableRows(input: Input, table: string): AsyncGenerator<Frame, number, undefined> {
  const hash = createHash('sha256')
  let rows = 0
  for await (const bytes of input.untilRowsEnd()) {
    hash.update(bytes)
    rows += linesIn(bytes)
    yield { kind: 'rows', bytes }
  }
  const end = line.tableEnd(await input.line())
  if (end.sha256 !== hash.digest('hex') || end.rows !== rows) throw damaged(`表 ${table} 的校验码不符`)
  yield { kind: 'tableEnd', table, rows }
  return rows
}

/** Bytes taken by lines, or by the pieces of a table; everything taken goes into one digest. */
class Input {
  readonly #source: AsyncIterator<Buffer>
  readonly #hash: Hash = createHash('sha256')
  #rest: Buffer = Buffer.alloc(0)

  constructor(bytes: AsyncIterable<Buffer>) {
    this.#source = bytes[Symbol.asyncIterator]()
  }

  digest(): string {
    return this.#hash.copy().digest('hex')
  }

  async more(): Promise<boolean> {
    return this.#rest.length > 0 || (await this.#fill())
  }

  async line(): Promise<string> {
    const parts: Buffer[] = []
    for (let length = 0; ; ) {
      const at = this.#rest.indexOf(NEWLINE)
      parts.push(this.#take(at === -1 ? this.#rest.length : at + 1))
      if (at !== -1) return Buffer.concat(parts).toString('utf8')
      length += parts.at(-1)!.length
      if (length > LONGEST_LINE || !(await this.#fill())) throw damaged('文件在中途中断')
    }
  }

  /** The rows up to the line `\.`, in pieces as they come: one row with a photograph may be 40 MB long. */
  async *untilRowsEnd(): AsyncGenerator<Buffer> {
    let atLineStart = true
    for (;;) {
      const end = endMark(this.#rest, atLineStart)
      if (end !== -1) {
        if (end > 0) yield this.#take(end)
        this.#take(3)
        return
      }
      const passed: number = this.#rest.length - heldBack(this.#rest, atLineStart)
      if (passed > 0) {
        atLineStart = this.#rest[passed - 1] === NEWLINE
        yield this.#take(passed)
      }
      if (!(await this.#fill())) throw damaged('文件在中途中断')
    }
  }

  #take(count: number): Buffer {
    const taken = this.#rest.subarray(0, count)
    this.#rest = this.#rest.subarray(count)
    this.#hash.update(taken)
    return taken
  }

  async #fill(): Promise<boolean> {
    const { value, done } = await this.#source.next()
    if (done) return false
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, value]) : value
    return true
  }
}

/** Where a line `\.` begins, or -1. */
function endMark(bytes: Buffer, atLineStart: boolean): number {
  if (atLineStart && bytes.subarray(0, 3).toString('latin1') === '\\.\n') return 0
  const at = bytes.indexOf('\n\\.\n')
  return at === -1 ? -1 : at + 1
}

/** How many bytes at the end may be the beginning of the line `\.`. */
function heldBack(bytes: Buffer, atLineStart: boolean): number {
  const lastLine = bytes.lastIndexOf(NEWLINE) + 1
  if (lastLine === 0 && !atLineStart) return 0
  const tail = bytes.subarray(lastLine).toString('latin1')
  return tail === '\\' || tail === '\\.' ? tail.length : 0
}
