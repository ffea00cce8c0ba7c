const NEWLINE = 0x0a
/** Far beyond any entry; a file that is no record must not fill the memory. */
const LONGEST_LINE = 64 * 1024 * 1024

/** The lines of a file without their newline; `closed` is false for what stands after the last one. Throws `RangeError` on a line without end. */
export async function* linesOf(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ bytes: Buffer; isClosed: boolean }> {
  let rest: Buffer[] = []
  let held = 0
  for await (const given of source) {
    const chunk = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const piece = chunk.subarray(start, end)
      yield { bytes: rest.length === 0 ? piece : Buffer.concat([...rest, piece]), isClosed: true }
      rest = []
      held = 0
      start = end + 1
    }
    if (start === chunk.length) continue
    rest.push(chunk.subarray(start))
    held += chunk.length - start
    if (held > LONGEST_LINE) throw new RangeError('a line without end')
  }
  if (rest.length > 0) yield { bytes: Buffer.concat(rest), isClosed: false }
}
