import { AlignmentType, BorderStyle, type IParagraphOptions, LineRuleType, Paragraph, TabStopType } from 'docx'
import { ShapeRun } from 'docx/shapes'
import {
  attachmentLabels,
  cleanText,
  copyToText,
  type Imprint,
  type OfficialDocument,
  officialDate,
  widthInCharacters,
} from './document-model.ts'
import {
  BODY_CHARACTER,
  blankLines,
  FONT,
  LINE,
  line,
  OFF_GRID,
  run,
  type Setting,
  SIZE,
  TYPE_WIDTH,
  tab,
} from './typesetting.ts'

const SMALL: Setting = { font: FONT.fangsong, size: SIZE.fourth }
const SMALL_CHARACTER = 280
const SMALL_LINE = 440
const RULE_LINE = 40
const TWIPS_PER_PIXEL = 15
/** Characters that `1. ` takes in front of a title. */
const NUMBER_WIDTH = 1.25

/** 附件说明: one line below the text, further titles aligned with the first one. */
export function attachmentNote(document: OfficialDocument): Paragraph[] {
  const labels = attachmentLabels(document.attachments ?? [])
  if (labels.length === 0) return []
  const number = labels.length === 1 ? 0 : NUMBER_WIDTH
  const left = (5 + number) * BODY_CHARACTER
  const titles = labels.map((label, index) =>
    line([run(`${index === 0 ? '附件：' : ''}${label}`)], {
      alignment: AlignmentType.LEFT,
      indent: { left, hanging: (index === 0 ? 3 + number : number) * BODY_CHARACTER },
    }),
  )
  return [...blankLines(1), ...titles]
}

/** 署名 centred on the date above it; the date stands four characters from the right edge; then 附注 in round brackets. */
export function signature(document: OfficialDocument): Paragraph[] {
  const name = cleanText(document.signature)
  const date = officialDate(document.date)
  const indents = signatureIndents(name, date)
  const right = (characters: number): Partial<IParagraphOptions> => ({
    alignment: AlignmentType.RIGHT,
    indent: { right: Math.round(characters * BODY_CHARACTER) },
  })
  const note = cleanText(document.note ?? '').replace(/^[（(]|[）)]$/gu, '')
  return [
    ...blankLines(1, { keepNext: true }),
    line([run(name)], { ...right(indents.name), keepNext: true }),
    line([run(date)], right(indents.date)),
    ...(note === '' ? [] : [line([run(`（${note}）`)], { indent: { firstLine: 2 * BODY_CHARACTER } })]),
  ]
}

/** Right indents in characters; where the name would leave the type area both move left together. */
export function signatureIndents(name: string, date: string): { name: number; date: number } {
  const centred = 4 + (widthInCharacters(date) - widthInCharacters(name)) / 2
  return centred >= 0 ? { name: centred, date: 4 } : { name: 0, date: 4 - centred }
}

/**
 * 版记 stands on the last line of the last page whatever the text does. It is a text box aligned to the bottom of the type area; the
 * empty paragraph that anchors it is as high as the box, so when the page has no room left both go to the next one. A floating
 * table would push text away and chase its own anchor from page to page.
 */
export function imprint(content: Imprint): Paragraph[] {
  const copyTo = copyToText(content)
  const height = imprintHeight(copyTo)
  const box = new ShapeRun({
    type: 'rectangle',
    transformation: { width: TYPE_WIDTH / TWIPS_PER_PIXEL, height: height / TWIPS_PER_PIXEL },
    line: 'none',
    floating: {
      horizontalPosition: { relative: 'margin', align: 'left' },
      verticalPosition: { relative: 'margin', align: 'bottom' },
      wrap: { type: 0 },
      allowOverlap: true,
    },
    textOptions: { verticalAlignment: 'bottom', margins: { top: 0, right: 0, bottom: 0, left: 0 } },
    altText: { name: '版记' },
    children: imprintLines(content, copyTo),
  })
  const spacing = { before: 0, after: 0, line: height + LINE / 2, lineRule: LineRuleType.EXACT }
  return [new Paragraph({ style: OFF_GRID, children: [box], spacing, widowControl: false })]
}

function imprintLines(content: Imprint, copyTo: string): Paragraph[] {
  const copies = small([run(`抄送：${copyTo}`, SMALL)], {
    alignment: AlignmentType.JUSTIFIED,
    indent: { left: 4 * SMALL_CHARACTER, hanging: 3 * SMALL_CHARACTER, right: SMALL_CHARACTER },
  })
  return [rule(8), ...(copyTo === '' ? [] : [copies, rule(6)]), issuedLine(content), rule(8)]
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

/** Twips: the copies may run over several lines of 26 characters. */
function imprintHeight(copyTo: string): number {
  const perLine = Math.floor(TYPE_WIDTH / SMALL_CHARACTER) - 5
  const copyLines = Math.ceil(widthInCharacters(copyTo) / perLine)
  return (copyLines + 1) * SMALL_LINE + (copyLines > 0 ? 3 : 2) * RULE_LINE
}
