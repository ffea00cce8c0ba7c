import type { ReactNode } from 'react'
import {
  cleanText,
  copyToText,
  type Imprint,
  officialDate,
  type TableBlock,
  type TableRow,
  widthInCharacters,
} from '#platform/word/document-model.ts'
import type { Unit } from './document-units.ts'
import { CellText, Runs } from './Figures.tsx'
import { FormRowView, Picture } from './Forms.tsx'
import { RedHead } from './RedHead.tsx'
import { sliceRuns } from './slice-runs.ts'

type DrawnPiece = { unit: Unit; from: number; to: number; starts: readonly number[] }

/** A piece of a page: a unit, lines of a paragraph, or the rows of a table that stand on this page. */
export function PieceView({ pieces }: { pieces: readonly DrawnPiece[] }) {
  const first = pieces[0]!
  if (first.unit.kind === 'row') {
    const rows = pieces.flatMap(({ unit }) => (unit.kind === 'row' && unit.row ? [unit.row] : []))
    return <SheetTable table={first.unit.table} rows={rows} hasHead />
  }
  if (first.unit.kind === 'paragraph' && first.to > 0) return <ParagraphPart {...first} unit={first.unit} />
  return <UnitView unit={first.unit} />
}

/** A whole unit; a row is drawn as a table of its own, which is how it is measured. */
export function UnitView({ unit }: { unit: Unit }): ReactNode {
  switch (unit.kind) {
    case 'mark':
      return <RedHead document={unit.document} />
    case 'blank':
      return <p className="sheet-line"> </p>
    case 'title':
      return unit.isAttachment ? (
        <h3 className="sheet-title">{unit.text}</h3>
      ) : (
        <h2 className="sheet-title">{unit.text}</h2>
      )
    case 'heading':
      return <h3 className={`sheet-line sheet-heading sheet-heading-${unit.level}`}>{unit.text}</h3>
    case 'paragraph':
      return (
        <p className={`sheet-line sheet-text ${unit.isFlush ? 'sheet-flush' : ''}`}>
          <Runs runs={unit.runs} />
        </p>
      )
    case 'caption':
      return <p className="sheet-line sheet-caption">{unit.text}</p>
    case 'tableUnit':
      return <p className="sheet-small sheet-unit">{unit.text}</p>
    case 'row':
      return <SheetTable table={unit.table} rows={unit.row ? [unit.row] : []} hasHead={unit.row === null} />
    case 'tableNote':
      return <p className="sheet-small">{unit.text}</p>
    case 'formRow':
      return <FormRowView row={unit.row} />
    case 'picture':
      return <Picture picture={unit.picture} />
    case 'attendance':
      return <Attendance label={unit.label} names={unit.names} />
    case 'attachmentNote':
      return <AttachmentNote labels={unit.labels} />
    case 'attachmentLabel':
      return <p className="sheet-line sheet-heading-1">{unit.text}</p>
    case 'signature':
      return <Signature name={unit.name} date={unit.date} />
    case 'imprint':
      return unit.isLetter ? <LetterImprint imprint={unit.imprint} /> : <ImprintView imprint={unit.imprint} />
  }
}

type PartProps = Omit<DrawnPiece, 'unit'> & { unit: Extract<Unit, { kind: 'paragraph' }> }

/** Lines `from` to `to`: a part that goes on is justified to its end, a part that comes over is not indented. */
function ParagraphPart({ unit, from, to, starts }: PartProps) {
  const isWhole = from === 0 && to >= starts.length
  const runs = isWhole ? unit.runs : sliceRuns(unit.runs, starts[from] ?? 0, starts[to] ?? Number.POSITIVE_INFINITY)
  const goesOn = to < starts.length
  return (
    <p
      className={`sheet-line sheet-text ${unit.isFlush || from > 0 ? 'sheet-flush' : ''} ${goesOn ? 'sheet-goes-on' : ''}`}
    >
      <Runs runs={runs} />
    </p>
  )
}

function SheetTable({ table, rows, hasHead }: { table: TableBlock; rows: readonly TableRow[]; hasHead: boolean }) {
  const whole = table.columns.reduce((sum, column) => sum + column.width, 0)
  return (
    <div className="sheet-table-box">
      <table className="sheet-table">
        <colgroup>
          {table.columns.map((column) => (
            <col key={column.heading} style={{ width: `${(column.width / whole) * 100}%` }} />
          ))}
        </colgroup>
        {hasHead && (
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column.heading} scope="col">
                  {cleanText(column.heading)}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a document do not move
            <tr key={index} className={row.total ? 'sheet-total' : undefined}>
              {table.columns.map((column, at) => (
                <td key={column.heading} style={{ textAlign: column.align }}>
                  <CellText cell={row.cells[at]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function AttachmentNote({ labels }: { labels: readonly string[] }) {
  return (
    <div className="sheet-attachments">
      {labels.map((label, index) => (
        <p key={label} className={`sheet-line ${index > 0 ? 'sheet-further' : ''}`}>
          {index === 0 ? '附件：' : ''}
          {label}
        </p>
      ))}
    </div>
  )
}

/** 出席 and who: further lines aligned with the first name. */
function Attendance({ label, names }: { label: string; names: string }) {
  const width = widthInCharacters(label)
  return (
    <p className="sheet-line sheet-attendance" style={{ paddingLeft: `${2 + width}em`, textIndent: `-${width}em` }}>
      <span className="sheet-label">{label}</span>
      {names}
    </p>
  )
}

/** The name centred on the date, which stands four characters from the right edge; a longer name moves both. */
function Signature({ name, date }: { name: string; date: string }) {
  const centred = 4 + (widthInCharacters(date) - widthInCharacters(name)) / 2
  const right = centred >= 0 ? { name: centred, date: 4 } : { name: 0, date: 4 - centred }
  return (
    <div className="sheet-signature">
      <p className="sheet-line" style={{ paddingRight: `${right.name}em` }}>
        {name}
      </p>
      <p className="sheet-line" style={{ paddingRight: `${right.date}em` }}>
        {date}
      </p>
    </div>
  )
}

/** 版记 at the foot of the last page. */
function ImprintView({ imprint }: { imprint: Imprint }) {
  const copyTo = copyToText(imprint)
  return (
    <div className="sheet-imprint">
      {copyTo !== '' && <p className="sheet-copies">抄送：{copyTo}</p>}
      <p className="sheet-issued">
        <span>{cleanText(imprint.issuedBy)}</span>
        <span>{officialDate(imprint.issuedOn)}印发</span>
      </p>
    </div>
  )
}

/** 版记 of a 函: 抄送 alone, without lines. */
function LetterImprint({ imprint }: { imprint: Imprint }) {
  return (
    <div className="sheet-imprint">
      <p className="sheet-copies sheet-unruled">抄送：{copyToText(imprint)}</p>
    </div>
  )
}
