import { pictureTypeOf } from './sniff.ts'

/**
 * A picture without what it says about the one who took it (place, device, person, thumbnails): of a JPEG only its orientation and colour
 * profile stay. The pixels are not touched. What is kept on file stays whole; this is for looking at. Unknown bytes come back as they are.
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const type = pictureTypeOf(buffer)
  if (type === 'image/jpeg') return jpegWithout(buffer)
  if (type === 'image/png') return pngWithout(buffer)
  return type === 'image/webp' ? webpWithout(buffer) : bytes
}

/** APP1 (Exif, XMP), APP3–APP13 and comments go; JFIF, the colour profile (APP2) and Adobe's (APP14) stay. ITU-T T.81, Annex B. */
function jpegWithout(buffer: Buffer): Uint8Array {
  const kept: Buffer[] = [buffer.subarray(0, 2)]
  let orientation: number | null = null
  let at = 2
  while (at + 4 <= buffer.length && buffer[at] === 0xff) {
    const marker = buffer[at + 1]!
    if (marker === 0xda) break
    const end = at + 2 + buffer.readUInt16BE(at + 2)
    if (end > buffer.length) break
    const segment = buffer.subarray(at, end)
    if (marker === 0xe1) orientation ??= orientationOf(segment)
    const isPrivate = marker === 0xe1 || (marker >= 0xe3 && marker <= 0xed) || marker === 0xef || marker === 0xfe
    if (!isPrivate) kept.push(segment)
    at = end
  }
  if (orientation !== null && orientation > 1) kept.splice(1, 0, orientationSegment(orientation))
  return Buffer.concat([...kept, buffer.subarray(at)])
}

const ORIENTATION = 0x0112

function orientationOf(segment: Buffer): number | null {
  if (segment.length < 20 || segment.toString('latin1', 4, 10) !== 'Exif\0\0') return null
  const tiff = segment.subarray(10)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const long = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  const start = long(4)
  if (start + 2 > tiff.length) return null
  for (let index = 0; index < short(start); index++) {
    const entry = start + 2 + index * 12
    if (entry + 12 > tiff.length) return null
    if (short(entry) === ORIENTATION) return short(entry + 8) <= 8 ? short(entry + 8) : null
  }
  return null
}

/** An Exif segment that holds the orientation and nothing else. */
function orientationSegment(orientation: number): Buffer {
  const segment = Buffer.alloc(2 + 2 + 6 + 8 + 2 + 12 + 4)
  segment.writeUInt16BE(0xffe1, 0)
  segment.writeUInt16BE(segment.length - 2, 2)
  segment.write('Exif\0\0MM\0*', 4, 'latin1')
  segment.writeUInt32BE(8, 14)
  segment.writeUInt16BE(1, 18)
  segment.writeUInt16BE(ORIENTATION, 20)
  segment.writeUInt16BE(3, 22)
  segment.writeUInt32BE(1, 24)
  segment.writeUInt16BE(orientation, 28)
  return segment
}

/** Chunks of text, time and Exif go (ISO/IEC 15948, 11.3.4). */
function pngWithout(buffer: Buffer): Uint8Array {
  const kept: Buffer[] = [buffer.subarray(0, 8)]
  let at = 8
  while (at + 12 <= buffer.length) {
    const end = at + 12 + buffer.readUInt32BE(at)
    if (end > buffer.length) break
    if (!/^(tEXt|zTXt|iTXt|eXIf|tIME)$/.test(buffer.toString('latin1', at + 4, at + 8)))
      kept.push(buffer.subarray(at, end))
    at = end
  }
  return Buffer.concat([...kept, buffer.subarray(at)])
}

/** The chunks EXIF and XMP become empty ones of no meaning, so that every length stays what it was (RFC 9649, 2.7). */
function webpWithout(buffer: Buffer): Uint8Array {
  const copy = Buffer.from(buffer)
  for (let at = 12; at + 8 <= copy.length; ) {
    const length = copy.readUInt32LE(at + 4)
    if (/^(EXIF|XMP )$/.test(copy.toString('latin1', at, at + 4))) {
      copy.write('JUNK', at, 'latin1')
      copy.fill(0, at + 8, Math.min(copy.length, at + 8 + length))
    }
    at += 8 + length + (length % 2)
  }
  return copy
}
