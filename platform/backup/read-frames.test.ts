import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Frame } from './format.ts'
import { readFrames } from './read-frames.ts'

// The fixture is a whole backup as release 0.1.0's database gave it: 31 tables, 152 rows.
const WHOLE = gunzipSync(readFileSync(new URL('../../tests/operations/fixtures/release-0.1.0.backup', import.meta.url)))

async function* inPieces(bytes: Buffer, lengths: number[]): AsyncGenerator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length]!
    yield bytes.subarray(at, at + length)
    at += length
  }
}

/** The frames, with the pieces of one table joined. */
async function read(bytes: Buffer, lengths = [65_536]): Promise<unknown[]> {
  const found: Frame[] = []
  for await (const frame of readFrames(inPieces(bytes, lengths))) {
    const last = found.at(-1)
    if (frame.kind === 'rows' && last?.kind === 'rows') last.bytes = Buffer.concat([last.bytes, frame.bytes])
    else found.push(frame.kind === 'rows' ? { ...frame, bytes: Buffer.from(frame.bytes) } : frame)
  }
  return found.map((frame) => (frame.kind === 'rows' ? frame.bytes.toString('utf8') : frame))
}

describe('a whole backup', () => {
  test('is read to its end', async () => {
    const frames = await read(WHOLE)
    expect(frames.at(-1)).toEqual({ kind: 'end', tables: 31, rows: 152 })
    expect(frames[0]).toMatchObject({ kind: 'header', header: { guatuBackup: 1, release: '0.1.0', region: '测试市' } })
  })

  test('reads the same however its bytes arrive', async () => {
    const expected = await read(WHOLE)
    const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5000 })), {
      minLength: 1,
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(lengths, async (given) => {
        expect(await read(WHOLE, given)).toEqual(expected)
      }),
      { numRuns: 10 },
    )
  })
})

describe('anything else is refused', () => {
  const refused = async (bytes: Buffer) => await expect(read(bytes)).rejects.toMatchObject({ name: 'Problem' })

  test('one byte changed, anywhere', async () => {
    const place = fc.tuple(fc.nat(WHOLE.length - 1), fc.integer({ min: 1, max: 255 }))
    await fc.assert(
      fc.asyncProperty(place, async ([at, change]) => {
        const bytes = Buffer.from(WHOLE)
        bytes[at] = bytes[at]! ^ change
        await refused(bytes)
      }),
      { numRuns: 300 },
    )
  })

  test('cut off anywhere, or gone on after its end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(WHOLE.length - 1), async (length) => {
        await refused(WHOLE.subarray(0, length))
      }),
      { numRuns: 200 },
    )
    await refused(Buffer.concat([WHOLE, Buffer.from('\n')]))
  })

  test('a table taken out, or two that changed places', async () => {
    const lines = WHOLE.toString('latin1').split('\n')
    const starts = lines.flatMap((text, at) => (text.startsWith('{"table"') ? [at] : []))
    const [first, second, third] = starts as [number, number, number]
    const table = lines.slice(first, second)
    const next = lines.slice(second, third)
    const without = [...lines.slice(0, first), ...lines.slice(second)]
    const swapped = [...lines.slice(0, first), ...next, ...table, ...lines.slice(third)]
    for (const altered of [without, swapped]) await refused(Buffer.from(altered.join('\n'), 'latin1'))
  })
})
