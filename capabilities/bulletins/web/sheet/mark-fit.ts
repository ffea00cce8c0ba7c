import { widthInCharacters } from '#platform/word/document-model.ts'

const TYPE_WIDTH_MM = 156
const MM_PER_POINT = 25.4 / 72
const LARGEST_MM = 52 * MM_PER_POINT
const SMALLEST_MM = 22 * MM_PER_POINT
/** The standard recommends a mark 22 mm high and 15 mm wide: characters are narrowed to two thirds before they are made smaller. */
const NARROWEST = 0.66

/** Height (mm) and horizontal scale at which the red mark fills at most the type area, as the Word file fits it. */
export function markFit(text: string): { size: number; scale: number } {
  const characters = Math.max(1, widthInCharacters(text))
  const size = Math.max(SMALLEST_MM, Math.min(LARGEST_MM, TYPE_WIDTH_MM / (characters * NARROWEST)))
  return { size, scale: Math.min(1, TYPE_WIDTH_MM / (characters * size)) }
}
