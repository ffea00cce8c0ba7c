import { AlignmentType, type IParagraphOptions, type Paragraph } from 'docx'
import { attachmentLabels, type OfficialDocument, widthInCharacters } from './document-model.ts'
import { attendanceText, closingSignature, noteText } from './document-texts.ts'
import { BODY_CHARACTER, blankLines, FONT, line, run, SIZE } from './typesetting.ts'

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

/**
 * 出席, 请假, 列席 of a 纪要, one line below the text, each kind on lines of its own: the label in 黑体 two characters in, further lines
 * aligned with the first name.
 */
export function attendance(document: OfficialDocument): Paragraph[] {
  const lists = (document.attendance ?? []).map(attendanceText).filter(({ names }) => names !== '')
  if (lists.length === 0) return []
  const paragraphs = lists.map(({ label, names }) => {
    const width = widthInCharacters(label)
    return line([run(label, { font: FONT.hei, size: SIZE.third }), run(names)], {
      indent: { left: Math.round((2 + width) * BODY_CHARACTER), hanging: Math.round(width * BODY_CHARACTER) },
    })
  })
  return [...blankLines(1), ...paragraphs]
}

/** 署名 centred on the date below it; the date stands four characters from the right edge; then 附注 in round brackets. */
export function signature(document: OfficialDocument): Paragraph[] {
  return [...signatureLines(document), ...closingNote(document)]
}

function signatureLines(document: OfficialDocument): Paragraph[] {
  const signed = closingSignature(document)
  if (!signed) return []
  const { name, date } = signed
  const indents = signatureIndents(name, date)
  const right = (characters: number): Partial<IParagraphOptions> => ({
    alignment: AlignmentType.RIGHT,
    indent: { right: Math.round(characters * BODY_CHARACTER) },
  })
  return [
    ...blankLines(1, { keepNext: true }),
    line([run(name)], { ...right(indents.name), keepNext: true }),
    line([run(date)], right(indents.date)),
  ]
}

function closingNote(document: OfficialDocument): Paragraph[] {
  const note = noteText(document)
  return note === '' ? [] : [line([run(note)], { indent: { firstLine: 2 * BODY_CHARACTER } })]
}

/** Right indents in characters; where the name would leave the type area both move left together. */
export function signatureIndents(name: string, date: string): { name: number; date: number } {
  const centred = 4 + (widthInCharacters(date) - widthInCharacters(name)) / 2
  return centred >= 0 ? { name: centred, date: 4 } : { name: 0, date: 4 - centred }
}
