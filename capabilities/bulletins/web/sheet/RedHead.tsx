import type { CSSProperties, ReactNode } from 'react'
import {
  cleanText,
  mastheadText,
  type OfficialDocument,
  officialDate,
  widthInCharacters,
} from '#platform/word/document-model.ts'
import { keepsNumber, signerLines, signerWidth } from '#platform/word/document-texts.ts'
import { DOUBLE_RULE_HEIGHT, firstRuleTop, LETTER, NUMBER_BELOW_RULE } from '#platform/word/letter-measures.ts'
import { markFit } from '#platform/word/mark-fit.ts'

/** mm that the type area begins below the page's edge. */
const TYPE_TOP = 37
/** In a line of 10.2 mm a 三号 character stands this far (mm) below the line's upper edge. */
const ABOVE_CHARACTER = 2.3

/** 版头 as the Word file has it (platform/word/red-head.ts). */
export function RedHead({ document }: { document: OfficialDocument }): ReactNode {
  const number = <p className="sheet-line sheet-docnumber">{numberOf(document)}</p>
  switch (document.kind) {
    case '函':
      return <LetterHead document={document} />
    case '简报':
      return <NewsletterHead document={document} />
    case '报告':
      return (
        <div className="sheet-mark">
          <MarkText text={mastheadText(document)} />
          <Signers document={document} />
        </div>
      )
    default:
      return (
        <div className={`sheet-mark ${document.kind === '督办单' ? 'sheet-mark-house' : ''}`}>
          <MarkText text={mastheadText(document)} />
          {number}
        </div>
      )
  }
}

function MarkText({ text, top }: { text: string; top?: number }) {
  const fit = markFit(text)
  const millimetres = (fit.size / 2) * (25.4 / 72)
  const style = { fontSize: length(millimetres), '--letters': widthInCharacters(text), top: top && length(top) }
  return (
    <p className="sheet-mark-text" style={style as CSSProperties}>
      <span style={{ transform: `scaleX(${(fit.scale / 100).toFixed(2)})` }}>{text}</span>
    </p>
  )
}

/** 上行文: number at the left of the last line, 签发人 at the right, names in columns two to a line. */
function Signers({ document }: { document: OfficialDocument }) {
  const lines = signerLines(document)
  const width = `${signerWidth(lines)}em`
  const columns = Math.max(1, lines[0]?.length ?? 0)
  return lines.map((names, index) => {
    const isLast = index === lines.length - 1
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a head do not move
      <div key={index} className={`sheet-line sheet-signers ${isLast ? 'sheet-docnumber' : ''}`}>
        <span className="sheet-signers-number">{isLast ? numberOf(document) : ''}</span>
        <span className="sheet-signers-label">{index === 0 ? '签发人：' : ''}</span>
        {Array.from({ length: columns }, (_, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its number
          <span key={column} className="sheet-signers-name" style={{ width }}>
            {names[column] ?? ''}
          </span>
        ))}
      </div>
    )
  })
}

/** Mark, number of the issue, then issuer and date above the red line. */
function NewsletterHead({ document }: { document: OfficialDocument }) {
  return (
    <div className="sheet-mark sheet-mark-house">
      <MarkText text={mastheadText(document)} />
      {keepsNumber(document) && <p className="sheet-line sheet-issue">{numberOf(document)}</p>}
      <p className="sheet-line sheet-docnumber sheet-issuer">
        <span>{cleanText(document.issuer)}</span>
        <span>{officialDate(document.date)}</span>
      </p>
    </div>
  )
}

/** 信函格式: mark and double lines are placed on the page, the number follows in the type area. */
function LetterHead({ document }: { document: OfficialDocument }) {
  const text = mastheadText(document)
  const top = firstRuleTop(text)
  const below = top + DOUBLE_RULE_HEIGHT + NUMBER_BELOW_RULE - ABOVE_CHARACTER - TYPE_TOP
  return (
    <div className="sheet-mark sheet-official-letter" style={{ paddingTop: length(below) }}>
      <MarkText text={text} top={LETTER.markTop} />
      <span className="sheet-rule sheet-rule-upper" style={{ top: length(top) }} />
      <span
        className="sheet-rule sheet-rule-lower"
        style={{ bottom: length(LETTER.ruleFromBottom - DOUBLE_RULE_HEIGHT) }}
      />
      <p className="sheet-line sheet-official-number">{numberOf(document)}</p>
    </div>
  )
}

/** Its line stays where the number is not yet known. */
function numberOf(document: OfficialDocument): string {
  return cleanText(document.number ?? '') || '\u00a0'
}

function length(millimetres: number): string {
  return `calc(var(--mm) * ${millimetres.toFixed(2)})`
}
