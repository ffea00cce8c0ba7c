import { Button } from '#platform/web/kit/Button.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../../import/contract.ts'
import type { ImportWork } from '../use-import.ts'
import { headerChoices, type RowMark, rowsOf } from './marks.ts'
import { marginWord } from './SheetRow.tsx'

type Props = {
  sheet: ImportPreview['sheets'][number]
  /** Excel's number. */
  row: number
  mark: RowMark | undefined
  preview: ImportPreview
  work: ImportWork
  fixed: boolean
}

/** What a row was taken for, and what else it can be. */
export function RowCard({ sheet, row, mark, preview, work, fixed }: Props) {
  const w = useWords()
  const place = `${sheet.name}!${row}`
  const given = preview.answers.rows?.[place]
  const bottom = sheet.headerRows.at(-1) ?? 0
  const isBelow = row > bottom && bottom > 0
  const isProject = isBelow && (!mark || mark.kind === 'added' || mark.kind === 'changed')
  const say = (role: 'project' | 'total' | 'note' | null) => void work.correct({ rows: { [place]: role } })
  return (
    <section className="sheet-card">
      <h3>{w('mapping.rowTitle', { row })}</h3>
      <p>
        {w('mapping.readAs')}
        <strong>
          {mark ? marginWord(w, mark.kind) : isProject ? w('mapping.row.project') : w('mapping.row.blank')}
        </strong>
        {given && <em> · {w('mapping.corrected')}</em>}
      </p>
      {mark?.text && <p className="no-value">{mark.text}</p>}
      {!fixed && (
        <div className="sheet-actions">
          {headerChoices(row, sheet.headerRows).map((choice) => (
            <Button
              key={`${choice.from}-${choice.to}`}
              disabled={work.rereading}
              onClick={() => void work.correct({ headerRows: { [sheet.name]: rowsOf(choice) } })}
            >
              {choice.from === choice.to
                ? w('mapping.isHeader')
                : w('mapping.isHeaderSpan', { from: choice.from, to: choice.to })}
            </Button>
          ))}
          {isBelow && row !== sheet.firstDataRow && (
            <Button disabled={work.rereading} onClick={() => void work.correct({ firstRows: { [sheet.name]: row } })}>
              {w('mapping.startsHere')}
            </Button>
          )}
          {isBelow && given !== 'total' && (
            <Button disabled={work.rereading} onClick={() => say('total')}>
              {w('mapping.isTotal')}
            </Button>
          )}
          {isBelow && given !== 'note' && (
            <Button disabled={work.rereading} onClick={() => say('note')}>
              {w('mapping.isNote')}
            </Button>
          )}
          {isBelow && !isProject && (
            <Button disabled={work.rereading} onClick={() => say('project')}>
              {w('mapping.isProject')}
            </Button>
          )}
          {given && (
            <Button kind="quiet" disabled={work.rereading} onClick={() => say(null)}>
              {w('mapping.asRead')}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}
