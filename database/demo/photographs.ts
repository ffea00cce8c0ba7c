import { crc32, deflateSync } from 'node:zlib'
import { randomFor } from './random.ts'
import type { Scene } from './region.ts'

const WIDTH = 480
const HEIGHT = 360
type Colour = readonly [number, number, number]
type Canvas = {
  pixels: Uint8Array
  box(left: number, top: number, width: number, height: number, colour: Colour): void
}

const SKY: Colour = [196, 214, 226]
const EARTH: Colour = [168, 142, 108]
const CONCRETE: Colour = [176, 178, 178]
const STEEL: Colour = [92, 106, 122]
const CRANE: Colour = [214, 158, 46]
const GLASS: Colour = [150, 186, 196]
const PLANT: Colour = [104, 142, 88]
const WALL: Colour = [214, 198, 180]
const ASPHALT: Colour = [86, 88, 92]
const PAINT: Colour = [236, 234, 226]

/** A drawing in place of a site photograph, as PNG of a few kilobytes. It is plainly a drawing: nobody can take it for a real site. */
export function drawScene(scene: Scene, variant: number): Uint8Array {
  const canvas = openCanvas()
  const horizon = 190 + variant * 6
  canvas.box(0, horizon, WIDTH, HEIGHT - horizon, EARTH)
  SCENES[scene](canvas, horizon, variant)
  return encodePng(canvas.pixels)
}

const SCENES: Record<Scene, (canvas: Canvas, horizon: number, variant: number) => void> = {
  foundation: (canvas, horizon, variant) => {
    canvas.box(60, horizon + 40, 360, 90, [132, 108, 80])
    for (let column = 0; column < 6 + variant; column++) canvas.box(80 + column * 30, horizon + 20, 8, 100, CONCRETE)
    drawCrane(canvas, 330, horizon)
  },
  workshop: (canvas, horizon, variant) => {
    canvas.box(50, horizon - 70, 380, 90, WALL)
    canvas.box(40, horizon - 86, 400, 18, STEEL)
    for (let window = 0; window < 7; window++)
      if (window !== variant) canvas.box(70 + window * 50, horizon - 48, 30, 24, GLASS)
    canvas.box(200, horizon - 20, 60, 40, STEEL)
  },
  road: (canvas, horizon, variant) => {
    for (let row = 0; row < HEIGHT - horizon; row++) {
      const half = 12 + row * 0.9
      canvas.box(Math.floor(240 - half), horizon + row, Math.floor(half * 2), 1, ASPHALT)
      if ((row + variant * 7) % 28 < 14) canvas.box(238, horizon + row, 4, 1, PAINT)
    }
    canvas.box(90, horizon - 8, 50, 26, CRANE)
    canvas.box(130, horizon - 24, 12, 24, CRANE)
  },
  greenhouse: (canvas, horizon, variant) => {
    for (let house = 0; house < 4; house++) {
      const left = 30 + house * 108
      canvas.box(left, horizon - 34, 92, 50, GLASS)
      for (let rib = 0; rib < 6; rib++) canvas.box(left + rib * 18, horizon - 34, 2, 50, PAINT)
    }
    for (let row = 0; row < 5 + variant; row++) canvas.box(0, horizon + 34 + row * 18, WIDTH, 9, PLANT)
  },
  housing: (canvas, horizon, variant) => {
    for (let tower = 0; tower < 3; tower++) {
      const height = 90 + ((tower + variant) % 3) * 28
      const left = 50 + tower * 140
      canvas.box(left, horizon - height, 100, height + 12, WALL)
      for (let floor = 14; floor < height; floor += 22)
        for (let room = 0; room < 4; room++) canvas.box(left + 12 + room * 22, horizon - floor, 12, 12, GLASS)
    }
    drawCrane(canvas, 410, horizon)
  },
}

function drawCrane(canvas: Canvas, left: number, horizon: number): void {
  canvas.box(left, horizon - 150, 8, 160, CRANE)
  canvas.box(left - 110, horizon - 150, 160, 6, CRANE)
  canvas.box(left - 90, horizon - 144, 2, 60, STEEL)
}

/** Rectangles on a sky with a little grain, so that even surfaces do not look painted. */
function openCanvas(): Canvas {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3)
  const grain = randomFor(1, 'grain')
  const box: Canvas['box'] = (left, top, width, height, colour) => {
    for (let y = Math.max(0, top); y < Math.min(HEIGHT, top + height); y++) {
      const shade = Math.floor(grain.next() * 5) - 2
      for (let x = Math.max(0, left); x < Math.min(WIDTH, left + width); x++) {
        for (let part = 0; part < 3; part++) pixels[(y * WIDTH + x) * 3 + part] = colour[part]! + shade
      }
    }
  }
  box(0, 0, WIDTH, HEIGHT, SKY)
  return { pixels, box }
}

/** PNG, 8-bit RGB, no filter (ISO/IEC 15948). */
function encodePng(pixels: Uint8Array): Uint8Array {
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT)
  for (let y = 0; y < HEIGHT; y++)
    rows.set(pixels.subarray(y * WIDTH * 3, (y + 1) * WIDTH * 3), y * (WIDTH * 3 + 1) + 1)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'ascii'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  frame.set(body, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}
