import { AlignmentType, BorderStyle, LineRuleType, type Paragraph, TabStopType } from 'docx'
import { mastheadText, type OfficialDocument, officialDate } from './document-model.ts'
import { keepsNumber, signerLines, signerWidth } from './document-texts.ts'
import { letterHead } from './letter-head.ts'
import { markFit } from './mark-fit.ts'
import {
  BODY_CHARACTER,
  blankLines,
  FONT,
  line,
  mm,
  OFF_GRID,
  run,
  type Setting,
  SIZE,
  TYPE_WIDTH,
  tab,
  VERMILION,
} from './typesetting.ts'

/** 版头: the red mark, 发文字号 and the red line across the type area, as each kind has them. */
export function redHead(document: OfficialDocument): Paragraph[] {
  switch (document.kind) {
    case '函':
      return letterHead(document)
    case '简报':
      return newsletterMark(document)
    case '报告':
      return [mark(document), ...blankLines(2), ...signerLine(document)]
    case '督办单':
      // a house form leaves its page to the form
      return [mark(document, 15), ...blankLines(1), numberLine(document)]
    default:
      return [mark(document), ...blankLines(2), numberLine(document)]
  }
}

/** The mark, its upper edge so many mm below the upper edge of the type area: 35 in the standard's own forms. */
function mark(document: OfficialDocument, below = 35): Paragraph {
  const text = mastheadText(document)
  const { size, scale } = markFit(text)
  return line([run(text, { font: FONT.song, size, scale, color: VERMILION })], {
    alignment: AlignmentType.CENTER,
    style: OFF_GRID,
    spacing: { before: mm(below), after: 0, line: size * 10, lineRule: LineRuleType.EXACT },
  })
}

/** Its place is kept when the number is not yet known: it is entered after the office's own OA has given it. */
function numberLine(document: OfficialDocument): Paragraph {
  return line([run(document.number ?? '')], { alignment: AlignmentType.CENTER, border: redLine() })
}

/**
 * 上行文: 发文字号 one character in from the left and, on the same line, 签发人 one character in from the right. Several signers stand
 * two to a line below each other; the number and the red line go with their last line.
 */
function signerLine(document: OfficialDocument): Paragraph[] {
  const lines = signerLines(document)
  const width = signerWidth(lines)
  const columns = Math.max(1, lines[0]?.length ?? 0)
  const first = TYPE_WIDTH - (1 + columns * (width + 1) - 1) * BODY_CHARACTER
  const stops = [BODY_CHARACTER, first - LABEL_WIDTH * BODY_CHARACTER, first, first + (width + 1) * BODY_CHARACTER]
  return lines.map((names, index) => {
    const isLast = index === lines.length - 1
    const number = isLast ? [run(document.number ?? '')] : []
    const label = index === 0 ? run('签发人：') : tab()
    const signers = names.flatMap((name, at) => [...(at > 0 ? [tab()] : []), run(name, KAI)])
    // tabs and no indents: the red line would follow them
    return line([tab(), ...number, tab(), label, ...signers], {
      alignment: AlignmentType.LEFT,
      tabStops: stops.slice(0, columns + 2).map((position) => ({ type: TabStopType.LEFT, position })),
      keepNext: true,
      border: isLast ? redLine() : undefined,
    })
  })
}

/** 签发人： in characters. */
const LABEL_WIDTH = 4
const KAI: Setting = { font: FONT.kai, size: SIZE.third }

/** 简报: masthead, issue number, then issuer at the left and date at the right above the red line. */
function newsletterMark(document: OfficialDocument): Paragraph[] {
  return [
    mark(document, 15),
    ...blankLines(1),
    ...(keepsNumber(document) ? [line([run(document.number ?? '')], { alignment: AlignmentType.CENTER })] : []),
    line([run(document.issuer), tab(), run(officialDate(document.date))], {
      alignment: AlignmentType.LEFT,
      indent: { left: BODY_CHARACTER, right: BODY_CHARACTER },
      tabStops: [{ type: TabStopType.RIGHT, position: TYPE_WIDTH - BODY_CHARACTER }],
    }),
    line([], {
      style: OFF_GRID,
      border: redLine(),
      spacing: { before: 0, after: 0, line: 40, lineRule: LineRuleType.EXACT },
    }),
  ]
}

/** 4 mm (11 pt) below the text above it. */
function redLine() {
  return { bottom: { style: BorderStyle.SINGLE, size: 18, space: 11, color: VERMILION } }
}
