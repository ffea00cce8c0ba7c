import { decodeXml, tagsOf } from '../excel/xml.ts'
import { openZip, type ZipEntries } from '../excel/zip-entries.ts'
import { pictureTypeOf } from '../pictures/sniff.ts'

export type DocxRun = { text: string; bold?: boolean; italic?: boolean; underline?: boolean; strike?: boolean }
export type DocxParagraph = {
  type: 'paragraph'
  /** 1–6 for headings. */
  level?: number
  align?: 'left' | 'center' | 'right' | 'justify'
  list?: number
  runs: DocxRun[]
}
export type DocxCell = { columns: number; rows: number; paragraphs: DocxParagraph[] }
export type DocxBlock =
  | DocxParagraph
  | { type: 'table'; rows: DocxCell[][] }
  | { type: 'picture'; mediaType: string; base64: string }

const MOST = {
  inflated: 60 * 1024 * 1024,
  blocks: 4_000,
  characters: 400_000,
  pictures: 20,
  pictureBytes: 8 * 1024 * 1024,
}

/**
 * A Word file as paragraphs, tables and pictures: data, never markup, so that nothing in it can act. Fields, deleted text, macros, links
 * and objects are left out. Ends early (`isCut`) in very long files. For a worker: the file may be hostile.
 */
export function readDocx(bytes: Uint8Array): { blocks: DocxBlock[]; isCut: boolean } {
  const zip = openZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), MOST.inflated)
  const xml = zip.read('word/document.xml')?.toString('utf8') ?? ''
  const reader = new DocxReader(headingStyles(zip), pictureParts(zip))
  for (const match of xml.matchAll(TOKEN)) {
    if (reader.isFull) break
    const [, close, name, attributes, empty, text] = match
    if (text !== undefined) reader.text(decodeXml(text))
    else if (close) reader.end(name!)
    else {
      reader.begin(name!, attributes ?? '')
      if (empty) reader.end(name!)
    }
  }
  return { blocks: reader.blocks, isCut: reader.isFull }
}

/** Opening and closing tags, and the text between. */
const TOKEN = /<(\/?)(?:[\w.-]+:)?([A-Za-z][\w.-]*)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g

class DocxReader {
  readonly blocks: DocxBlock[] = []
  readonly #headings: Map<string, number>
  readonly #pictures: Map<string, () => DocxBlock | null>
  #characters = 0
  #pictureCount = 0
  #paragraph: DocxParagraph | null = null
  #format: Omit<DocxRun, 'text'> = {}
  #isText = false
  #inProperties: 'paragraph' | 'run' | null = null
  #depth = 0
  #skip = 0
  #rows: DocxCell[][] = []
  #cell: (DocxCell & { merge: 'start' | 'goes on' | null }) | null = null
  #open: (DocxCell | null)[] = []

  constructor(headings: Map<string, number>, pictures: Map<string, () => DocxBlock | null>) {
    this.#headings = headings
    this.#pictures = pictures
  }

  get isFull(): boolean {
    return this.blocks.length >= MOST.blocks || this.#characters >= MOST.characters
  }

  begin(name: string, attributes: string): void {
    if (SKIPPED.has(name)) this.#skip += 1
    if (this.#skip > 0) return
    if (this.#inProperties === 'paragraph') this.#paragraphProperty(name, attributes)
    else if (this.#inProperties === 'run') this.#runProperty(name, attributes)
    else if (name === 'p') this.#paragraph = { type: 'paragraph', runs: [] }
    else if (name === 'pPr' && this.#paragraph) this.#inProperties = 'paragraph'
    else if (name === 'rPr' && this.#paragraph) this.#inProperties = 'run'
    else if (name === 'r') this.#format = {}
    else if (name === 't') this.#isText = true
    else if (name === 'tab') this.#add('\t')
    else if (name === 'br' || name === 'cr') this.#add('\n')
    else if (name === 'blip') this.#picture(attributeOf(attributes, 'embed'))
    else this.#beginTable(name, attributes)
  }

  #beginTable(name: string, attributes: string): void {
    if (name === 'tbl') this.#depth += 1
    if (name === 'tbl' && this.#depth === 1) [this.#rows, this.#open] = [[], []]
    if (this.#depth !== 1) return
    if (name === 'tr') this.#rows.push([])
    else if (name === 'tc') this.#cell = { columns: 1, rows: 1, paragraphs: [], merge: null }
    else if (name === 'gridSpan' && this.#cell)
      this.#cell.columns = Math.min(100, Math.max(1, Number(attributeOf(attributes, 'val')) || 1))
    else if (name === 'vMerge' && this.#cell)
      this.#cell.merge = attributeOf(attributes, 'val') === 'restart' ? 'start' : 'goes on'
  }

  end(name: string): void {
    if (SKIPPED.has(name)) {
      this.#skip -= 1
      return
    }
    if (this.#skip > 0) return
    if (name === 'pPr' || (name === 'rPr' && this.#inProperties === 'run')) this.#inProperties = null
    else if (name === 't') this.#isText = false
    else if (name === 'p') this.#endParagraph()
    else if (name === 'tc' && this.#depth === 1) this.#endCell()
    else if (name === 'tbl') this.#endTable()
  }

  text(text: string): void {
    if (this.#isText && this.#skip === 0) this.#add(text)
  }

  #add(text: string): void {
    if (!this.#paragraph) return
    this.#characters += text.length
    this.#paragraph.runs.push({ text, ...this.#format })
  }

  #paragraphProperty(name: string, attributes: string): void {
    const paragraph = this.#paragraph!
    const value = attributeOf(attributes, 'val')
    if (name === 'jc') paragraph.align = ALIGNMENTS[value]
    if (name === 'ilvl') paragraph.list = Math.min(8, Number(value) || 0)
    if (name === 'outlineLvl' && Number(value) < 6) paragraph.level = Number(value) + 1
    const level = name === 'pStyle' ? this.#headings.get(value) : undefined
    if (level) paragraph.level = level
  }

  #runProperty(name: string, attributes: string): void {
    const mark = { b: 'bold', i: 'italic', u: 'underline', strike: 'strike' }[name] as keyof DocxRun | undefined
    const value = attributeOf(attributes, 'val')
    if (mark && !/^(0|false|none)$/.test(value)) this.#format = { ...this.#format, [mark]: true }
  }

  #picture(id: string): void {
    if (this.#pictureCount >= MOST.pictures) return
    const found = this.#pictures.get(id)?.()
    if (!found) return
    this.#pictureCount += 1
    if (this.#cell === null) this.blocks.push(found)
  }

  #endParagraph(): void {
    const paragraph = this.#paragraph
    this.#paragraph = null
    if (!paragraph) return
    if (this.#cell) this.#cell.paragraphs.push(paragraph)
    else if (this.#depth === 0) this.blocks.push(paragraph)
  }

  /** A cell that goes on from the row above makes that one longer. */
  #endCell(): void {
    const cell = this.#cell
    this.#cell = null
    const row = this.#rows.at(-1)
    if (!cell || !row) return
    const { merge, ...kept } = cell
    const column = this.#column()
    const above = this.#open[column]
    this.#cursor.set(row, column + kept.columns)
    if (merge === 'goes on' && above) {
      above.rows += 1
      return
    }
    row.push(kept)
    this.#open[column] = merge === 'start' ? kept : null
  }

  readonly #cursor = new WeakMap<DocxCell[], number>()

  #column(): number {
    const row = this.#rows.at(-1)!
    return this.#cursor.get(row) ?? 0
  }

  #endTable(): void {
    if (this.#depth === 1 && this.#rows.length > 0) this.blocks.push({ type: 'table', rows: this.#rows })
    this.#depth = Math.max(0, this.#depth - 1)
  }
}

/** Deleted and moved text, fields' instructions, fallbacks of drawings, and formatting that was changed. */
const SKIPPED: ReadonlySet<string> = new Set([
  'del',
  'moveFrom',
  'instrText',
  'Fallback',
  'pPrChange',
  'rPrChange',
  'sectPr',
])
const ALIGNMENTS: Record<string, DocxParagraph['align']> = {
  left: 'left',
  start: 'left',
  center: 'center',
  right: 'right',
  end: 'right',
  both: 'justify',
  distribute: 'justify',
}

function attributeOf(attributes: string, name: string): string {
  return new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1] ?? ''
}

/** Styles that are headings: by their own name, or by the outline level they carry. */
function headingStyles(zip: ZipEntries): Map<string, number> {
  const xml = zip.read('word/styles.xml')?.toString('utf8') ?? ''
  const levels = new Map<string, number>()
  for (const [, attributes = '', body = ''] of xml.matchAll(/<w:style\b([^>]*)>([\s\S]*?)<\/w:style>/g)) {
    const named = /<w:name\s+w:val="heading (\d)"/i.exec(body)?.[1]
    const outline = /<w:outlineLvl\s+w:val="(\d)"/.exec(body)?.[1]
    const isTitle = /<w:name\s+w:val="Title"/i.test(body)
    const level = named ? Number(named) : outline ? Number(outline) + 1 : isTitle ? 1 : 0
    if (level >= 1 && level <= 6) levels.set(attributeOf(attributes, 'styleId'), level)
  }
  return levels
}

/** Pictures in the package by their relation; those outside (a link to a server) are never fetched. */
function pictureParts(zip: ZipEntries): Map<string, () => DocxBlock | null> {
  const xml = zip.read('word/_rels/document.xml.rels')?.toString('utf8') ?? ''
  const parts = new Map<string, () => DocxBlock | null>()
  let left = MOST.pictureBytes
  for (const { name, attributes } of tagsOf(xml)) {
    const { Id, Target = '', TargetMode } = attributes
    if (name !== 'Relationship' || !Id || TargetMode === 'External' || !/media\//.test(Target)) continue
    parts.set(Id, () => {
      const bytes = zip.read(Target.startsWith('/') ? Target : `word/${Target}`)
      const mediaType = bytes && pictureTypeOf(bytes)
      if (!bytes || !mediaType || bytes.length > left) return null
      left -= bytes.length
      return { type: 'picture', mediaType, base64: bytes.toString('base64') }
    })
  }
  return parts
}
