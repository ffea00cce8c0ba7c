import { AlignmentType, BorderStyle, LineRuleType, type Paragraph, TabStopType } from 'docx'
import { mastheadText, type OfficialDocument, officialDate } from './document-model.ts'
import { markFit } from './mark-fit.ts'
import { BODY_CHARACTER, blankLines, FONT, LINE, line, mm, OFF_GRID, run, TYPE_WIDTH, tab } from './typesetting.ts'

const VERMILION = 'FF0000'

/** 版头: the red mark, 发文字号 and the red line across the type area. */
export function redHead(document: OfficialDocument): Paragraph[] {
  return document.kind === '简报'
    ? [...newsletterMark(document)]
    : [mark(document), ...blankLines(2), numberLine(document)]
}

/** The mark's upper edge stands 35 mm below the upper edge of the type area. */
function mark(document: OfficialDocument): Paragraph {
  const text = mastheadText(document)
  const { size, scale } = markFit(text)
  return line([run(text, { font: FONT.song, size, scale, color: VERMILION })], {
    alignment: AlignmentType.CENTER,
    style: OFF_GRID,
    spacing: { before: mm(35), after: 0, line: size * 10, lineRule: LineRuleType.EXACT },
  })
}

/** Its place is kept when the number is not yet known: it is entered after the office's own OA has given it. */
function numberLine(document: OfficialDocument): Paragraph {
  return line([run(document.number ?? '')], { alignment: AlignmentType.CENTER, border: redLine() })
}

/** 简报: masthead, issue number, then issuer at the left and date at the right above the red line. */
function newsletterMark(document: OfficialDocument): Paragraph[] {
  const text = mastheadText(document)
  const { size, scale } = markFit(text)
  return [
    line([run(text, { font: FONT.song, size, scale, color: VERMILION })], {
      alignment: AlignmentType.CENTER,
      style: OFF_GRID,
      spacing: { before: mm(15), after: 0, line: size * 10, lineRule: LineRuleType.EXACT },
    }),
    ...blankLines(1),
    line([run(document.number ?? '')], { alignment: AlignmentType.CENTER }),
    line([run(document.issuer), tab(), run(officialDate(document.date))], {
      alignment: AlignmentType.LEFT,
      indent: { left: BODY_CHARACTER, right: BODY_CHARACTER },
      tabStops: [{ type: TabStopType.RIGHT, position: TYPE_WIDTH - BODY_CHARACTER }],
    }),
    line([], {
      style: OFF_GRID,
      border: redLine(),
      spacing: { before: 0, after: LINE, line: 40, lineRule: LineRuleType.EXACT },
    }),
  ]
}

/** 4 mm (11 pt) below the text above it. */
function redLine() {
  return { bottom: { style: BorderStyle.SINGLE, size: 18, space: 11, color: VERMILION } }
}
