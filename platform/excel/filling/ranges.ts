import { decodeXml } from '../xml.ts'
import { escapeAttribute } from '../xml-text.ts'
import type { Filling } from './fill-sheet.ts'
import { type Insertion, insertedRows } from './formulas.ts'

/** What follows the rows of a sheet (merged cells, filter, validations, conditional formats, links, breaks), after rows were inserted. */
export function movedRanges(tail: string, filling: Filling, insertion: Insertion): string {
  const moved = (reference: string) => movedReference(reference, insertion)
  const added = addedMerges(tail, filling, insertion)
  return tail
    .replace(
      /(<(?:mergeCell|autoFilter|hyperlink)\b[^>]*?\sref=")([^"]*)(")/g,
      (_, before, ref, after) => `${before}${moved(ref)}${after}`,
    )
    .replace(
      /(<(?:dataValidation|conditionalFormatting|protectedRange|ignoredError)\b[^>]*?\ssqref=")([^"]*)(")/g,
      (_, before, list, after) => `${before}${list.split(' ').map(moved).join(' ')}${after}`,
    )
    .replace(
      /(<(formula[12]?)>)([^<]*)(<\/\2>)/g,
      (_, open, __, text, close) =>
        `${open}${escapeAttribute(insertedRows(decodeXml(text), insertion.sheet, insertion)).replaceAll('&quot;', '"')}${close}`,
    )
    .replace(/(<rowBreaks\b[\s\S]*?<\/rowBreaks>)/g, (breaks) =>
      breaks.replace(
        /(<brk\b[^>]*?\sid=")(\d+)(")/g,
        (_, before, id, after) => `${before}${Number(id) >= insertion.at ? Number(id) + insertion.by : id}${after}`,
      ),
    )
    .replace(/<mergeCells\b[^>]*>/, '<mergeCells>')
    .replace('</mergeCells>', `${added}</mergeCells>`)
}

/** `A5:F9` with its rows moved; a range that spans the place grows. */
export function movedReference(reference: string, insertion: Insertion): string {
  return insertedRows(reference, insertion.sheet, insertion)
}

/** Cells merged within one row of the body are merged in each inserted row too. */
function addedMerges(tail: string, { firstRow, blankRows }: Filling, { at, by }: Insertion): string {
  const pattern = blankRows === 0 ? null : firstRow + Math.max(0, blankRows - 2)
  const block = /<mergeCells\b[^>]*>([\s\S]*?)<\/mergeCells>/.exec(tail)?.[1] ?? ''
  return [...block.matchAll(/ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)]
    .filter(([, , top, , bottom]) => Number(top) === pattern && Number(bottom) === pattern)
    .flatMap(([, left, , right]) =>
      Array.from({ length: by }, (_, index) => `<mergeCell ref="${left}${at + index}:${right}${at + index}"/>`),
    )
    .join('')
}
