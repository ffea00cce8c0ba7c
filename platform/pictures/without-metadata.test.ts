import { expect, test } from 'vitest'
import { withoutMetadata } from './without-metadata.ts'

const segment = (marker: number, content: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

/** Exif of one entry, the orientation, and a text that tells the place. */
function exif(orientation: number, order: 'II' | 'MM'): Buffer {
  const tiff = Buffer.alloc(26)
  const short = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)
  const long = (value: number, at: number) =>
    order === 'II' ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at)
  tiff.write(order, 0, 'latin1')
  short(42, 2)
  long(8, 4)
  short(1, 8)
  short(0x0112, 10)
  short(3, 12)
  long(1, 14)
  short(orientation, 18)
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS 41.27,123.18')])
}

const PIXELS = Buffer.from([0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9])
const jpeg = (...segments: Buffer[]) => Buffer.concat([Buffer.from([0xff, 0xd8]), ...segments, PIXELS])

test.each(['II', 'MM'] as const)('a JPEG keeps its orientation (%s) and its pixels, and tells no place', (order) => {
  const shown = Buffer.from(withoutMetadata(jpeg(segment(0xe1, exif(6, order)), segment(0xfe, Buffer.from('GPS too')))))
  expect(shown.includes('GPS')).toBe(false)
  expect(shown.subarray(-PIXELS.length)).toEqual(PIXELS)
  const again = Buffer.from(withoutMetadata(shown))
  expect(again).toEqual(shown)
  expect(shown.includes(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]))).toBe(true)
})

test('the colour profile stays', () => {
  const profile = segment(0xe2, Buffer.from('ICC_PROFILE'))
  expect(Buffer.from(withoutMetadata(jpeg(profile)))).toEqual(jpeg(profile))
})

test('broken off in the middle it comes back without being read beyond its end', () => {
  const whole = jpeg(segment(0xe1, exif(6, 'MM')))
  for (let length = 4; length < whole.length; length++)
    expect(() => withoutMetadata(whole.subarray(0, length))).not.toThrow()
})

test('a PNG loses its texts', () => {
  const chunk = (type: string, content: string) => {
    const bytes = Buffer.alloc(12 + content.length)
    bytes.writeUInt32BE(content.length, 0)
    bytes.write(type + content, 4, 'latin1')
    return bytes
  }
  const head = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const png = Buffer.concat([
    head,
    chunk('IHDR', 'size'),
    chunk('tEXt', 'GPS'),
    chunk('IDAT', 'pixels'),
    chunk('IEND', ''),
  ])
  const shown = Buffer.from(withoutMetadata(png))
  expect([shown.includes('GPS'), shown.includes('pixels')]).toEqual([false, true])
})
