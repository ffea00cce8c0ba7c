export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp'

/**
 * What a picture is by its first bytes, never by its name; null for everything else. SVG is not a picture here: it can carry script.
 * Signatures: JPEG SOI (ITU-T T.81), PNG (ISO/IEC 15948, 5.2), WebP container (RFC 9649).
 */
export function pictureTypeOf(bytes: Uint8Array): PictureType | null {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png'
  if (startsWith(bytes, ascii('RIFF')) && startsWith(bytes.subarray(8), ascii('WEBP'))) return 'image/webp'
  return null
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

function ascii(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0))
}
