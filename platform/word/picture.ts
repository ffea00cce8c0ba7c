import { AlignmentType, ImageRun, LineRuleType, type Paragraph } from 'docx'
import { svgToPng } from '../pictures/svg-to-png.ts'
import type { Citations } from './citations.ts'
import { type Block, cleanText, type OfficialDocument, type PictureBlock } from './document-model.ts'
import { printedSize } from './document-texts.ts'
import { FONT, line, mm, OFF_GRID, pixels, run, type Setting, SIZE } from './typesetting.ts'

const CAPTION: Setting = { font: FONT.hei, size: SIZE.fourth }
/** mm of the type area. */
const WIDEST = 156
/** Pixels of the fallback for each mm of paper: 230 dots an inch. */
const PIXELS_PER_MM = 9
/** A transparent dot, where the fallback cannot be drawn: programs that know SVG never look at it. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

/** The pictures of one document: what old programs show in place of each SVG, and numbers for the places they stand at. */
export interface PreparedPictures {
  fallbackOf(picture: PictureBlock): Uint8Array
  nextNumber(): number
}

/** The fallbacks of all pictures of a document; drawn together, because each drawing process costs a moment. */
export async function preparePictures(document: OfficialDocument): Promise<PreparedPictures> {
  const attached = (document.attachments ?? []).flatMap((attachment) => attachment.blocks ?? [])
  const pictures = [...document.blocks, ...attached].filter(isPicture)
  const drawn = await svgToPng(
    pictures.map((picture) => ({
      svg: picture.svg,
      pixels: Math.round(printedSize(picture, WIDEST).width * PIXELS_PER_MM),
    })),
  )
  const fallbacks = new Map(pictures.map((picture, index) => [picture, drawn[index] ?? DOT]))
  let count = 0
  return {
    fallbackOf: (picture) => fallbacks.get(picture) ?? DOT,
    nextNumber() {
      count += 1
      return count
    },
  }
}

/** The picture centred on its own line and kept with its caption below. */
export function pictureParagraphs(block: PictureBlock, pictures: PreparedPictures, citations: Citations): Paragraph[] {
  const size = printedSize(block, WIDEST)
  const number = pictures.nextNumber()
  const image = new ImageRun({
    type: 'svg',
    data: Buffer.from(block.svg, 'utf8'),
    transformation: { width: pixels(mm(size.width)), height: pixels(mm(size.height)) },
    fallback: { type: 'png', data: Buffer.from(pictures.fallbackOf(block)) },
    altText: { name: `图${number}`, description: cleanText(block.alt), id: `${PICTURE_IDS + number}` },
  })
  const caption = cleanText(block.caption ?? '')
  // a line as high as what stands in it: an exact one would cut the picture
  const spacing = { before: 120, after: caption === '' ? 120 : 0, line: 240, lineRule: LineRuleType.AUTO }
  const settings = { alignment: AlignmentType.CENTER, style: OFF_GRID, spacing }
  if (caption === '') return [line(citations.cited([image], block.figureIds), settings)]
  const text = citations.cited([run(caption, CAPTION)], block.figureIds)
  return [line([image], { ...settings, keepNext: true }), line(text, { alignment: AlignmentType.CENTER })]
}

/** Numbers of drawings up to here belong to the head and the 版记. */
const PICTURE_IDS = 100

function isPicture(block: Block): block is PictureBlock {
  return block.kind === 'picture'
}
