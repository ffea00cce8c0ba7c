import { Link } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Finding, ReportRow } from '../../contract.ts'
import type { FigureTexts } from '../model/figure-texts.ts'
import type { GridStore } from '../model/grid-session.ts'
import { keepMine, type Refusal, takeTheirs } from '../model/grid-state.ts'
import { Findings } from '../shared/Findings.tsx'

type Props = {
  store: GridStore
  row: ReportRow
  texts: FigureTexts
  refusal: Refusal | undefined
  findings: readonly Finding[]
}

/** Below the grid: the row one stands on in full sentences, and what to do about it. */
export function RowStrip({ store, row, refusal, findings }: Props) {
  const w = useWords()
  const isConflict = refusal?.code === 'edit_conflict' && refusal.fields !== undefined
  return (
    <footer className="grid-strip">
      <p className="grid-strip-name">
        <strong>{row.projectName}</strong>
        <span>
          {[row.countyName, row.orgName].filter((name, at, all) => name && all.indexOf(name) === at).join(' · ')}
        </span>
        <Link to={`/reports/${row.id}`}>{row.mayWrite ? w('dispatch.openForm') : w('dispatch.look')}</Link>
        {!row.mayWrite && <span>{w('dispatch.rowShut')}</span>}
      </p>
      {refusal && <Findings findings={[{ weight: 'block', text: refusal.message }]} />}
      {isConflict && (
        <p className="grid-strip-conflict">
          {refusal.fields!.map(({ field, theirs }) => (
            <span key={field}>
              {w(`dispatch.field.${field}`)}：{theirs ?? w('dispatch.blank')}
            </span>
          ))}
          <Button size="s" onClick={() => store.change((grid) => keepMine(grid, row.id))}>
            {w('dispatch.keepMine')}
          </Button>
          <Button size="s" onClick={() => store.change((grid) => takeTheirs(grid, row.id))}>
            {w('dispatch.takeTheirs')}
          </Button>
        </p>
      )}
      <Findings findings={findings} />
      <p className="grid-strip-keys no-print">{w('dispatch.gridKeys')}</p>
    </footer>
  )
}
