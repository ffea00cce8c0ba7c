import { widthInCharacters } from './document-model.ts'

/** The type area of GB/T 9704 is 156 mm wide, in twips (1/20 point). */
const TYPE_WIDTH = Math.round((156 / 25.4) * 1440)
const LARGEST_MARK = 104
const SMALLEST_MARK = 44
/** The standard's own recommendation for the mark is 22 mm high and 15 mm wide. */
const NARROWEST_SCALE = 66

/**
 * Size (half points) and horizontal scale (per cent) at which the mark fills at most the type area's width: as large as possible,
 * narrowed before it is made smaller.
 */
export function markFit(text: string): { size: number; scale: number } {
  const characters = Math.max(1, widthInCharacters(text))
  const widthOf = (size: number) => characters * size * 10
  const fitting = Math.floor((TYPE_WIDTH * 100) / (characters * 10 * NARROWEST_SCALE))
  const size = Math.max(SMALLEST_MARK, Math.min(LARGEST_MARK, fitting - (fitting % 2)))
  return { size, scale: Math.min(100, Math.floor((TYPE_WIDTH * 100) / widthOf(size))) }
}
