import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { serveWorker } from '../excel/run-in-worker.ts'
import type { DrawingOrder, SvgPicture } from './svg-to-png.ts'

serveWorker(async ({ pictures, fontPath }: DrawingOrder) => {
  await initWasm(readFile(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))))
  const fontBuffers = fontPath ? [await readFile(fontPath)] : []
  return pictures.map((picture) => drawn(picture, fontBuffers))
})

function drawn({ svg, pixels }: SvgPicture, fontBuffers: Uint8Array[]): Uint8Array | null {
  try {
    const fitTo = { mode: 'width', value: pixels } as const
    const image = new Resvg(svg, { background: '#fff', fitTo, font: { fontBuffers } })
    const rendered = image.render()
    const png = rendered.asPng()
    rendered.free()
    image.free()
    return png
  } catch {
    return null
  }
}
