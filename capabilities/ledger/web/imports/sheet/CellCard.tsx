import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../../import/contract.ts'
import { fieldLabel, fieldValueText } from '../../parts/labels.ts'
import { Question } from '../Questions.tsx'
import type { ImportWork } from '../use-import.ts'
import { columnFacts } from './ColumnHead.tsx'
import type { CellMark } from './marks.ts'

type Props = {
  address: string
  text: string
  column: ImportPreview['sheets'][number]['columns'][number] | undefined
  mark: CellMark | undefined
  work: ImportWork
  fixed: boolean
}

/** One cell: what is written, what it is read as, what it would change, and what is asked about it. */
export function CellCard({ address, text, column, mark, work, fixed }: Props) {
  const w = useWords()
  return (
    <section className="sheet-card">
      <h3>{w('mapping.cellTitle', { cell: address })}</h3>
      <p className="sheet-text">{text || <span className="no-value">{w('mapping.blankCell')}</span>}</p>
      {column && (
        <p>
          {w('mapping.readAs')}
          <strong>{column.field ? fieldLabel(w, column.field) : w('mapping.leftOut')}</strong>
          {columnFacts(column) && <span> · {columnFacts(column)}</span>}
        </p>
      )}
      {mark?.change && (
        <p className={mark.change.suspicious ? 'sheet-slip-text' : ''}>
          {w('mapping.changes', {
            old: fieldValueText(w, mark.change.field, mark.change.old),
            new: fieldValueText(w, mark.change.field, mark.change.new),
          })}
          {mark.change.suspicious && <em>{w('imports.suspicious')}</em>}
        </p>
      )}
      {mark?.warnings.map((warning) => (
        <p key={warning} className="no-value">
          {warning}
        </p>
      ))}
      {!fixed && mark && (
        <ol className="sheet-questions">
          {[...mark.questions, ...mark.points].map((question) => (
            <Question key={question.key} question={question} work={work} />
          ))}
        </ol>
      )}
    </section>
  )
}
