import { looksLikeText } from '../excel/delimited.ts'
import { openZip, type ZipEntries } from '../excel/zip-entries.ts'
import { pictureTypeOf } from '../pictures/sniff.ts'
import { compoundNames } from './compound-file.ts'

export type DocumentKind =
  | 'pdf'
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'doc'
  | 'xls'
  | 'ppt'
  | 'ofd'
  | 'text'

/** Why a file is not taken, whatever it is called. */
export type NotTaken =
  | 'empty'
  | 'truncated'
  | 'encrypted'
  | 'macros'
  | 'executable'
  | 'webPage'
  | 'script'
  | 'archive'
  | 'rtf'
  | 'heic'
  | 'video'
  | 'notAPackage'
  | 'tooUnfolded'
  | 'unknown'

export type KindOfFile = { kind: DocumentKind; notices: string[] } | { refused: NotTaken }

const refuse = (refused: NotTaken): KindOfFile => ({ refused })

/**
 * What a file is by its bytes, never by its name. Only kinds that an office files are known; what can act by itself (pages, programs,
 * macros) and what cannot be looked into (archives, locked files) is refused by name. Of a zip only its directory and three small parts
 * are read.
 */
export function kindOfFile(bytes: Uint8Array): KindOfFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length === 0) return refuse('empty')
  const picture = pictureTypeOf(buffer)
  if (picture) return { kind: picture.slice('image/'.length) as DocumentKind, notices: [] }
  if (buffer.subarray(0, 1024).includes('%PDF-')) return ofPdf(buffer)
  if (begins(buffer, [0x50, 0x4b, 0x03, 0x04])) return ofZip(buffer)
  if (begins(buffer, [0xd0, 0xcf, 0x11, 0xe0])) return ofCompound(buffer)
  const known = OTHERS.find(({ is }) => is(buffer))
  if (known) return refuse(known.as)
  return looksLikeText(buffer) ? ofText(buffer) : refuse('unknown')
}

/** A document that acts by itself when other programs open it is said; here nothing of it is ever run. */
function ofPdf(buffer: Buffer): KindOfFile {
  if (buffer.lastIndexOf('startxref') < 0) return refuse('truncated')
  if (
    buffer.includes('/Encrypt ') &&
    /\/Encrypt\s+\d+\s+\d+\s+R/.test(buffer.toString('latin1', Math.max(0, buffer.length - 65_536)))
  )
    return refuse('encrypted')
  const acts = /\/(JavaScript|Launch|EmbeddedFiles?)\b/
  return { kind: 'pdf', notices: acts.test(buffer.toString('latin1')) ? ['activePdf'] : [] }
}

const MAIN_PARTS: readonly [RegExp, DocumentKind][] = [
  [/wordprocessingml\.(document|template)\.main\+xml/, 'docx'],
  [/spreadsheetml\.(sheet|template)\.main\+xml/, 'xlsx'],
  [/presentationml\.(presentation|slideshow|template)\.main\+xml/, 'pptx'],
]

/** An OPC package has its content types and a main part that is there (ECMA-376 part 2); an OFD its OFD.xml (GB/T 33190). */
function ofZip(buffer: Buffer): KindOfFile {
  let zip: ZipEntries
  try {
    zip = openZip(buffer, MOST_OF_A_PART)
    if (zip.names.includes('ofd.xml')) return { kind: 'ofd', notices: [] }
    if (!zip.names.includes('[content_types].xml')) return refuse('archive')
    const types = zip.read('[Content_Types].xml')!.toString('utf8')
    if (/macroEnabled|vbaProject/i.test(types) || zip.names.some((name) => name.endsWith('vbaproject.bin')))
      return refuse('macros')
    const main = MAIN_PARTS.find(([pattern]) => pattern.test(types))
    if (!main || !zip.names.includes(MAIN_PART_OF[main[1]]!)) return refuse('notAPackage')
    const embeds = zip.names.some((name) => /\/(embeddings|activex)\/.+\.(bin|exe|js)$/.test(name))
    return { kind: main[1], notices: embeds ? ['embeddedObjects'] : [] }
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === 'workbook_encrypted') return refuse('encrypted')
    return refuse(code === 'workbook_too_large' ? 'tooUnfolded' : 'truncated')
  }
}

const MOST_OF_A_PART = 4 * 1024 * 1024
const MAIN_PART_OF: Partial<Record<DocumentKind, string>> = {
  docx: 'word/document.xml',
  xlsx: 'xl/workbook.xml',
  pptx: 'ppt/presentation.xml',
}

function ofCompound(buffer: Buffer): KindOfFile {
  const names = compoundNames(buffer)
  const has = (...wanted: string[]) => wanted.some((name) => names.includes(name))
  if (has('EncryptedPackage', 'EncryptionInfo')) return refuse('encrypted')
  if (has('_VBA_PROJECT', '_VBA_PROJECT_CUR', 'VBA')) return refuse('macros')
  if (has('WordDocument')) return { kind: 'doc', notices: [] }
  if (has('Workbook', 'Book')) return { kind: 'xls', notices: [] }
  if (has('PowerPoint Document')) return { kind: 'ppt', notices: [] }
  return refuse(names.length === 0 ? 'truncated' : 'unknown')
}

function ofText(buffer: Buffer): KindOfFile {
  const head = buffer.toString('latin1', 0, 65_536)
  if (/^\s*(\ufeff|\xef\xbb\xbf)?\s*\{\\rtf/.test(head)) return refuse('rtf')
  if (/<\s*(!doctype|html|head|body|script|iframe|svg|object|embed|meta|\?xml)\b/i.test(head) || /<\?xml/i.test(head))
    return refuse('webPage')
  if (
    /^(#!|\s*(@echo off|powershell\b|windows registry editor|\[InternetShortcut\]|Set \w+ = CreateObject))/i.test(head)
  )
    return refuse('script')
  return { kind: 'text', notices: [] }
}

function begins(buffer: Buffer, signature: readonly number[]): boolean {
  return signature.every((byte, index) => buffer[index] === byte)
}

const brand = (buffer: Buffer) => (buffer.toString('latin1', 4, 8) === 'ftyp' ? buffer.toString('latin1', 8, 12) : '')

/** Programs (PE, ELF, Mach-O, Java), shortcuts, archives, and pictures and films of telephones. */
const OTHERS: readonly { as: NotTaken; is: (buffer: Buffer) => boolean }[] = [
  { as: 'executable', is: (buffer) => begins(buffer, [0x4d, 0x5a]) || begins(buffer, [0x7f, 0x45, 0x4c, 0x46]) },
  {
    as: 'executable',
    is: (buffer) => begins(buffer, [0xca, 0xfe, 0xba, 0xbe]) || begins(buffer, [0xcf, 0xfa, 0xed, 0xfe]),
  },
  { as: 'executable', is: (buffer) => begins(buffer, [0x4c, 0, 0, 0, 0x01, 0x14, 0x02, 0]) },
  { as: 'archive', is: (buffer) => begins(buffer, [0x50, 0x4b]) || begins(buffer, [0x52, 0x61, 0x72, 0x21]) },
  { as: 'archive', is: (buffer) => begins(buffer, [0x37, 0x7a, 0xbc, 0xaf]) || begins(buffer, [0x1f, 0x8b]) },
  { as: 'heic', is: (buffer) => /^(hei[cx]|hevc|mif1|msf1|avif)$/.test(brand(buffer)) },
  { as: 'video', is: (buffer) => brand(buffer) !== '' || begins(buffer, [0x1a, 0x45, 0xdf, 0xa3]) },
]
