import { isKeptWithNext, type Unit } from './document-units.ts'
import type { Measured } from './paginate.ts'

/** Heights in px of the drawn units, and into how many lines each paragraph breaks. `host` holds one element for each unit. */
export function measureUnits(host: HTMLElement, units: readonly Unit[]): Measured[] {
  return units.map((unit, index) => {
    const element = host.children[index] as HTMLElement
    const height = element.getBoundingClientRect().height
    const line = Number.parseFloat(getComputedStyle(element).lineHeight)
    return {
      height,
      lines: unit.kind === 'paragraph' && line > 0 ? Math.max(1, Math.round(height / line)) : 0,
      keepNext: isKeptWithNext(unit),
      breakBefore: unit.kind === 'attachmentLabel',
      isTurned: unit.isTurned === true,
      repeated: unit.kind === 'row' && unit.row !== null ? headHeight(host, units, index) : 0,
    }
  })
}

/** Where each line of a drawn paragraph begins, counted in UTF-16 units of its text. */
export function lineStarts(element: HTMLElement): number[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  const starts: number[] = []
  let offset = 0
  let bottom = Number.NEGATIVE_INFINITY
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent ?? ''
    for (let at = 0; at < text.length; at += 1) {
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      const box = range.getClientRects()[0]
      // a new line lies below the middle of the one before it
      if (box && box.top > bottom - box.height / 2) {
        starts.push(offset + at)
        bottom = box.bottom
      }
    }
    offset += text.length
  }
  return starts
}

function headHeight(host: HTMLElement, units: readonly Unit[], index: number): number {
  const own = units[index]!
  const head = units.findIndex((unit) => unit.kind === 'row' && own.kind === 'row' && unit.table === own.table)
  return (host.children[head] as HTMLElement).getBoundingClientRect().height
}
