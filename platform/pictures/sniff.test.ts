import { expect, test } from 'vitest'
import { pictureTypeOf } from './sniff.ts'

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)))

test.each([
  ['JPEG with EXIF', bytes([0xff, 0xd8, 0xff, 0xe1, 0, 16], 'Exif'), 'image/jpeg'],
  ['PNG', bytes([0x89], 'PNG', [0x0d, 0x0a, 0x1a, 0x0a]), 'image/png'],
  ['WebP', bytes('RIFF', [1, 2, 3, 4], 'WEBP'), 'image/webp'],
  ['a sound file, RIFF too', bytes('RIFF', [1, 2, 3, 4], 'WAVE'), null],
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), null],
  ['HEIC', bytes([0, 0, 0, 24], 'ftypheic'), null],
  ['a cut signature', bytes([0xff, 0xd8]), null],
  ['nothing', bytes(), null],
])('%s', (_, given, expected) => {
  expect(pictureTypeOf(given)).toBe(expected)
})
