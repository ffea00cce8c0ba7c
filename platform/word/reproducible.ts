/** 1 January 1980, the zero of a zip's clock. */
const DOS_EPOCH = (1 << 5) | 1

/** The document's day, or for a draft whose date is not yet one the same day each time: programs refuse a file without. */
export function dayOf(date: string): string {
  const day = date.slice(0, 10)
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : '1980-01-01'
}

/**
 * The docx package writes the present moment into the properties and into every entry of the zip, so the same document would be another
 * file each time. This is `docProps/core.xml` with the document's own day in its place.
 */
export function corePropertiesOf(given: { title: string; subject: string; author: string; date: string }): string {
  const moment = `${dayOf(given.date)}T00:00:00Z`
  const stamp = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${moment}</dcterms:${name}>`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escaped(given.title)}</dc:title><dc:subject>${escaped(given.subject)}</dc:subject>`,
    `<dc:creator>${escaped(given.author)}</dc:creator><cp:lastModifiedBy>${escaped(given.author)}</cp:lastModifiedBy>`,
    `<cp:revision>1</cp:revision>${stamp('created')}${stamp('modified')}</cp:coreProperties>`,
  ].join('')
}

/** Sets the times of all entries of a zip to the same moment, in place (APPNOTE 4.3.7 and 4.3.12). */
export function withoutEntryTimes(zip: Uint8Array): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = endOfDirectory(view)
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const local = view.getUint32(at + 42, true)
    setTime(view, at + 12)
    setTime(view, local + 10)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return zip
}

function setTime(view: DataView, at: number): void {
  view.setUint16(at, 0, true)
  view.setUint16(at + 2, DOS_EPOCH, true)
}

function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0; at -= 1) if (view.getUint32(at, true) === 0x06054b50) return at
  throw new Error('no end of central directory')
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]!)
}
