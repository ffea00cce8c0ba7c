import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { canDrawChinese, findIn } from './chinese-font.ts'
import { pictureTypeOf } from './sniff.ts'
import { svgToPng } from './svg-to-png.ts'

const folder = mkdtempSync(join(tmpdir(), 'guatu-fonts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const hasFont = await canDrawChinese()

const svg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">${content}</svg>`

test('pictures keep their order and proportion; what is no SVG is null', async () => {
  const [first, broken, second] = await svgToPng([
    { svg: svg('<rect width="200" height="100" fill="#c00"/>'), pixels: 400 },
    { svg: '<svg', pixels: 400 },
    { svg: svg(''), pixels: 100 },
  ])
  expect([sizeOf(first!), broken, sizeOf(second!)]).toEqual([[400, 200], null, [100, 50]])
  expect(pictureTypeOf(first!)).toBe('image/png')
  expect(await svgToPng([])).toEqual([])
})

test.skipIf(!hasFont)('Chinese text is drawn, in whatever face the chart asks for', async () => {
  const text = '<text x="10" y="60" font-size="40" font-family="SimHei">县</text>'
  const [drawn, empty] = await svgToPng([
    { svg: svg(text), pixels: 400 },
    { svg: svg(''), pixels: 400 },
  ])
  expect(inkOf(drawn!)).toBeGreaterThan(inkOf(empty!) + 500)
})

test('nothing outside the SVG is read', async () => {
  const file = join(folder, 'red.svg')
  writeFileSync(file, svg('<rect width="200" height="100" fill="#f00"/>'))
  const [drawn, empty] = await svgToPng([
    { svg: svg(`<image href="${file}" width="200" height="100"/>`), pixels: 100 },
    { svg: svg(''), pixels: 100 },
  ])
  expect(drawn).toEqual(empty)
})

test('files that are no fonts, or have no Chinese characters, are passed over', async () => {
  writeFileSync(join(folder, 'NotoSansCJK-Regular.ttc'), 'not a font')
  writeFileSync(join(folder, 'empty.ttf'), '')
  writeFileSync(join(folder, 'latin.ttf'), fontWith(0x41, 0x5a))
  expect(await findIn([folder, join(folder, 'absent')])).toBeNull()
  writeFileSync(join(folder, 'zh.ttf'), fontWith(0x4e00, 0x9fa5))
  expect(await findIn([folder])).toBe(join(folder, 'zh.ttf'))
})

/** The smallest font that maps a range of characters: a table directory and a cmap of format 4. */
function fontWith(first: number, last: number): Buffer {
  const head = Buffer.alloc(28)
  head.writeUInt32BE(0x00010000, 0)
  head.writeUInt16BE(1, 4)
  head.write('cmap', 12, 'latin1')
  head.writeUInt32BE(28, 20)
  const map = Buffer.alloc(12 + 24)
  map.writeUInt16BE(1, 2)
  map.writeUInt32BE(12, 8)
  map.writeUInt16BE(4, 12)
  map.writeUInt16BE(2, 18)
  map.writeUInt16BE(last, 26)
  map.writeUInt16BE(first, 30)
  head.writeUInt32BE(map.length, 24)
  return Buffer.concat([head, map])
}

function sizeOf(png: Uint8Array): [number, number] {
  const view = Buffer.from(png)
  return [view.readUInt32BE(16), view.readUInt32BE(20)]
}

/** How much is on the picture: bytes of its unfiltered rows that are not plain continuation. */
function inkOf(png: Uint8Array): number {
  const view = Buffer.from(png)
  const data: Buffer[] = []
  for (let at = 8; at < view.length; at += 12 + view.readUInt32BE(at)) {
    if (view.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(view.subarray(at + 8, at + 8 + view.readUInt32BE(at)))
  }
  return inflateSync(Buffer.concat(data)).filter((byte) => byte !== 0).length
}
