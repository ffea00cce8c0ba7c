import { AlignmentType, LineRuleType, Paragraph, type ParagraphChild } from 'docx'
import { type ShapeFloating, ShapeRun } from 'docx/shapes'
import { mastheadText, type OfficialDocument } from './document-model.ts'
import {
  DOUBLE_RULE,
  DOUBLE_RULE_HEIGHT,
  firstRuleTop,
  LETTER,
  markHeight,
  NUMBER_BELOW_RULE,
} from './letter-measures.ts'
import { markFit } from './mark-fit.ts'
import { FONT, line, mm, OFF_GRID, PAGE, pixels, run, VERMILION } from './typesetting.ts'

/** Page width and height in mm. */
const SHEET = { width: 210, height: 297 }
/** In an exact line of 579 the baseline lies at four fifths, so the upper edge of a 三号 character stands this far (mm) below the line's. */
const ABOVE_CHARACTER = 3.4

/**
 * 信函格式: the mark and both double lines are placed on the page itself, since they stand outside the type area. The paragraph they
 * are anchored to keeps the text below them free.
 */
export function letterHead(document: OfficialDocument): Paragraph[] {
  const text = mastheadText(document)
  const upper = firstRuleTop(text)
  const lower = SHEET.height - LETTER.ruleFromBottom
  const thin = DOUBLE_RULE.thick + DOUBLE_RULE.gap
  const shapes = [
    markBox(text),
    rule('首页上线', upper, DOUBLE_RULE.thick, 2),
    rule('首页上线', upper + thin, DOUBLE_RULE.thin, 3),
    rule('首页下线', lower, DOUBLE_RULE.thin, 4),
    rule('首页下线', lower + DOUBLE_RULE.thin + DOUBLE_RULE.gap, DOUBLE_RULE.thick, 5),
  ]
  const below = mm(upper + DOUBLE_RULE_HEIGHT + NUMBER_BELOW_RULE - ABOVE_CHARACTER) - PAGE.top
  return [
    anchoring(shapes, below),
    line([run(document.number ?? '')], { alignment: AlignmentType.RIGHT, style: OFF_GRID }),
  ]
}

function anchoring(shapes: ParagraphChild[], height: number): Paragraph {
  const spacing = { before: 0, after: 0, line: height, lineRule: LineRuleType.EXACT }
  return new Paragraph({ style: OFF_GRID, children: shapes, spacing, widowControl: false, keepNext: true })
}

function markBox(text: string): ShapeRun {
  const { size, scale } = markFit(text)
  const spacing = { before: 0, after: 0, line: size * 10, lineRule: LineRuleType.EXACT }
  const letters = run(text, { font: FONT.song, size, scale, color: VERMILION })
  return new ShapeRun({
    type: 'rectangle',
    transformation: { width: pixels(mm(LETTER.ruleWidth)), height: pixels(mm(markHeight(text))) },
    line: 'none',
    floating: onPage(LETTER.markTop),
    textOptions: { verticalAlignment: 'top', margins: { top: 0, right: 0, bottom: 0, left: 0 } },
    altText: { name: '发文机关标志', id: '1' },
    children: [line([letters], { alignment: AlignmentType.CENTER, style: OFF_GRID, spacing })],
  })
}

/** A filled bar: the double border styles of word processors differ in thickness and gap. */
function rule(name: string, top: number, height: number, id: number): ShapeRun {
  return new ShapeRun({
    type: 'rectangle',
    transformation: { width: pixels(mm(LETTER.ruleWidth)), height: pixels(mm(height)) },
    line: 'none',
    fill: VERMILION,
    floating: onPage(top),
    altText: { name, id: `${id}` },
  })
}

/** Centred on the page, `top` mm below its upper edge. */
function onPage(top: number): ShapeFloating {
  const left = (SHEET.width - LETTER.ruleWidth) / 2
  return {
    horizontalPosition: { relative: 'page', offset: emu(left) },
    verticalPosition: { relative: 'page', offset: emu(top) },
    wrap: { type: 0 },
    allowOverlap: true,
  }
}

function emu(millimetres: number): number {
  return Math.round(millimetres * 36_000)
}
