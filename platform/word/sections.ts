import {
  AlignmentType,
  DocumentGridType,
  Footer,
  type ISectionOptions,
  LineRuleType,
  PageNumber,
  PageOrientation,
  SectionType,
  TextRun,
} from 'docx'
import type { Part } from './body.ts'
import { FONT, LINE, line, mm, PAGE, SIZE } from './typesetting.ts'

/** One section for each run of pages of one orientation. `isLetter`: the first page shows no number (信函格式). */
export function sectionsOf(parts: readonly Part[], isLetter: boolean): ISectionOptions[] {
  return joined(parts).map(({ isTurned, flow }, index) => ({
    properties: { ...pageProperties(isTurned), titlePage: isLetter && index === 0, type: SectionType.NEXT_PAGE },
    // sections without footers of their own go on with those before them
    ...(index === 0
      ? { footers: { default: pageNumber('odd'), even: pageNumber('even'), ...(isLetter ? blank() : {}) } }
      : {}),
    children: flow,
  }))
}

function joined(parts: readonly Part[]): Part[] {
  const sections: Part[] = []
  for (const { isTurned, flow } of parts) {
    const last = sections.at(-1)
    if (last?.isTurned === isTurned) last.flow.push(...flow)
    else if (flow.length > 0) sections.push({ isTurned, flow: [...flow] })
  }
  return sections
}

/** A turned page is the upright one laid on its right side: its left edge, where it is bound, is above. */
function pageProperties(isTurned: boolean) {
  // The dash of the page number stands 7 mm below the type area: a line of 5 mm whose middle is there.
  const upright = {
    top: PAGE.top,
    right: PAGE.right,
    bottom: PAGE.bottom,
    left: PAGE.left,
    header: mm(15),
    footer: mm(25.5),
  }
  const turned = {
    top: PAGE.left,
    right: PAGE.top,
    bottom: PAGE.right,
    left: PAGE.bottom,
    header: mm(15),
    footer: mm(16.5),
  }
  const orientation = isTurned ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
  return {
    page: { size: { width: PAGE.width, height: PAGE.height, orientation }, margin: isTurned ? turned : upright },
    grid: { type: DocumentGridType.LINES, linePitch: LINE },
  }
}

/** `— 1 —` in 四号 宋体 at the outer side, one character in: right on odd pages, left on even ones. */
function pageNumber(page: 'odd' | 'even'): Footer {
  const inset = SIZE.fourth * 10
  const number = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: FONT.pageNumber, size: SIZE.fourth })
  const outer =
    page === 'odd'
      ? { alignment: AlignmentType.RIGHT, indent: { right: inset } }
      : { alignment: AlignmentType.LEFT, indent: { left: inset } }
  return new Footer({ children: [line([number], { ...outer, spacing: NUMBER_SPACING })] })
}

/** As high as the others, or the type area would end higher. */
const NUMBER_SPACING = { before: 0, after: 0, line: SIZE.fourth * 10, lineRule: LineRuleType.EXACT }

function blank() {
  return { first: new Footer({ children: [line([], { spacing: NUMBER_SPACING })] }) }
}
