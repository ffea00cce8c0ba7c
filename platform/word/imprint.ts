import { AlignmentType, BorderStyle, type IParagraphOptions, LineRuleType, Paragraph, TabStopType } from 'docx'
import { ShapeRun } from 'docx/shapes'
import { copyToText, type Imprint, type OfficialDocument, officialDate, widthInCharacters } from './document-model.ts'
import { FONT, LINE, line, OFF_GRID, pixels, run, type Setting, SIZE, TYPE_WIDTH, tab } from './typesetting.ts'

const SMALL: Setting = { font: FONT.fangsong, size: SIZE.fourth }
const SMALL_CHARACTER = 280
const SMALL_LINE = 440
const RULE_LINE = 40

/**
 * 版记 stands on the last line of the last page whatever the text does; that of a 函 is 抄送 alone, without lines and without 印发. It
 * is a text box aligned to the bottom of the type area; the empty paragraph that anchors it is as high as the box, so when the page has
 * no room left both go to the next one. A floating table would push text away and chase its own anchor from page to page. `startsPage`
 * where footnotes may stand on the last page: they would lie over it.
 */
export function imprint({ kind, imprint: content }: OfficialDocument, startsPage: boolean): Paragraph[] {
  const copyTo = content ? copyToText(content) : ''
  const isLetter = kind === '函'
  if (!content || (isLetter && copyTo === '')) return []
  const lines = isLetter ? [copies(copyTo)] : imprintLines(content, copyTo)
  const height = copyLineCount(copyTo) * SMALL_LINE + (isLetter ? 0 : SMALL_LINE + (copyTo === '' ? 2 : 3) * RULE_LINE)
  const box = new ShapeRun({
    type: 'rectangle',
    transformation: { width: pixels(TYPE_WIDTH), height: pixels(height) },
    line: 'none',
    floating: {
      horizontalPosition: { relative: 'margin', align: 'left' },
      verticalPosition: { relative: 'margin', align: 'bottom' },
      wrap: { type: 0 },
      allowOverlap: true,
    },
    textOptions: { verticalAlignment: 'bottom', margins: { top: 0, right: 0, bottom: 0, left: 0 } },
    altText: { name: '版记', id: '9' },
    children: lines,
  })
  const spacing = { before: 0, after: 0, line: height + LINE / 2, lineRule: LineRuleType.EXACT }
  return [
    new Paragraph({ style: OFF_GRID, children: [box], spacing, widowControl: false, pageBreakBefore: startsPage }),
  ]
}

function imprintLines(content: Imprint, copyTo: string): Paragraph[] {
  return [rule(8), ...(copyTo === '' ? [] : [copies(copyTo), rule(6)]), issuedLine(content), rule(8)]
}

function copies(copyTo: string): Paragraph {
  return small([run(`抄送：${copyTo}`, SMALL)], {
    alignment: AlignmentType.JUSTIFIED,
    indent: { left: 4 * SMALL_CHARACTER, hanging: 3 * SMALL_CHARACTER, right: SMALL_CHARACTER },
  })
}

function issuedLine(content: Imprint): Paragraph {
  const runs = [run(content.issuedBy, SMALL), tab(), run(`${officialDate(content.issuedOn)}印发`, SMALL)]
  return small(runs, {
    indent: { left: SMALL_CHARACTER, right: SMALL_CHARACTER },
    tabStops: [{ type: TabStopType.RIGHT, position: TYPE_WIDTH - SMALL_CHARACTER }],
  })
}

/** A ruled line of its own: a border would follow the indents of the text. 8 eighths of a point outside, 6 between. */
function rule(eighths: number): Paragraph {
  return line([], {
    style: OFF_GRID,
    border: { top: { style: BorderStyle.SINGLE, size: eighths, space: 0, color: '000000' } },
    spacing: { before: 0, after: 0, line: RULE_LINE, lineRule: LineRuleType.EXACT },
  })
}

function small(runs: ReturnType<typeof run>[], options: Partial<IParagraphOptions>): Paragraph {
  const spacing = { before: 0, after: 0, line: SMALL_LINE, lineRule: LineRuleType.EXACT }
  return line(runs, { style: OFF_GRID, alignment: AlignmentType.LEFT, spacing, ...options })
}

/** The copies may run over several lines of 26 characters. */
function copyLineCount(copyTo: string): number {
  const perLine = Math.floor(TYPE_WIDTH / SMALL_CHARACTER) - 5
  return Math.ceil(widthInCharacters(copyTo) / perLine)
}
