import { Document, Packer } from 'docx'
import {
  addressees,
  attachmentParts,
  bodyParts,
  type Context,
  type Flow,
  type Part,
  sourcePages,
  titleBlock,
} from './body.ts'
import { citationsOf, type Sources } from './citations.ts'
import { attachmentNote, attendance, signature } from './closing.ts'
import { cleanText, type OfficialDocument } from './document-model.ts'
import { imprint } from './imprint.ts'
import { preparePictures } from './picture.ts'
import { redHead } from './red-head.ts'
import { corePropertiesOf, withoutEntryTimes } from './reproducible.ts'
import { sectionsOf } from './sections.ts'
import { BODY_CHARACTER, documentStyles } from './typesetting.ts'

/**
 * The Word file (.docx) of an official document, laid out as GB/T 9704-2012 asks. Official fonts are named, not embedded: an
 * office's machines have them. Text is data: nothing in it is interpreted, control characters are dropped. The same document gives the
 * same bytes, whenever it is built. `sources` says beside each figure where it comes from.
 */
export async function buildOfficialDocument(
  document: OfficialDocument,
  { sources }: { sources?: Sources } = {},
): Promise<Uint8Array> {
  const title = cleanText(document.title)
  const author = cleanText(document.issuer)
  const citations = citationsOf(document, sources)
  const parts = partsOf(document, { citations, pictures: await preparePictures(document) })
  const file = new Document({
    evenAndOddHeaderAndFooters: true,
    defaultTabStop: 2 * BODY_CHARACTER,
    compatibility: { version: 15 },
    styles: { importedStyles: documentStyles() },
    comments: { children: citations.comments() },
    footnotes: citations.footnotes(),
    sections: sectionsOf(parts, document.kind === '函'),
  })
  const properties = corePropertiesOf({ title, subject: document.kind, author, date: document.date })
  const overrides = [{ path: 'docProps/core.xml', data: properties }]
  return withoutEntryTimes(new Uint8Array(await Packer.toArrayBuffer(file, undefined, overrides)))
}

/** In the order of the document, as the numbers of its sources are given while it is set. */
function partsOf(document: OfficialDocument, context: Context): Part[] {
  const { citations } = context
  const upright = (flow: Flow[]): Part => ({ isTurned: false, flow })
  return [
    upright([...redHead(document), ...titleBlock(document.title), ...addressees(document)]),
    ...bodyParts(document.blocks, context),
    upright([...attachmentNote(document), ...attendance(document), ...signature(document)]),
    ...attachmentParts(document.attachments ?? [], context),
    upright([...sourcePages(citations), ...imprint(document, citations.hasFootnotes())]),
  ]
}
