import { History } from '#capabilities/record/web/public.tsx'
import { Link, useParam, useSearch } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../import/contract.ts'
import type { MergeView } from '../../merge/contract.ts'
import { Difference } from './Difference.tsx'
import { Merge } from './merge/Merge.tsx'
import { Outcome } from './Outcome.tsx'
import { OpenPoints, Questions } from './Questions.tsx'
import { SheetMap } from './sheet/SheetMap.tsx'
import { stateLabel } from './state-label.ts'
import { type ImportWork, useImport } from './use-import.ts'
import { Warnings } from './Warnings.tsx'
import { WriteBar } from './WriteBar.tsx'
import { WrittenProjects } from './WrittenProjects.tsx'
import './imports.css'

const VIEWS = ['written', 'added', 'changed', 'missing', 'rejected', 'understood', 'points', 'warnings'] as const
type View = (typeof VIEWS)[number]

/** One import: questions first, then what would change, what was understood, what to mind; nothing is written before one says so. */
export function ImportPage() {
  const w = useWords()
  const id = Number(useParam('id'))
  const work = useImport(id)
  const { preview } = work
  return (
    <Page
      title={preview ? w('imports.of', { file: preview.fileName }) : w('imports.title')}
      trail={<Link to="/imports">{w('imports.title')}</Link>}
      note={preview && <Heading preview={preview} />}
      next={preview?.state === 'preview' && <WriteBar preview={preview} work={work} />}
    >
      {work.problem ? <ErrorNote problem={work.problem} onRetry={work.retry} /> : null}
      {!preview && !work.problem && <Skeleton lines={10} />}
      {preview && (
        <>
          <Outcome preview={preview} work={work} />
          {preview.baseFault && <Note kind="warning">{preview.baseFault}</Note>}
          <Summary preview={preview} />
          {preview.state === 'preview' && <Questions preview={preview} work={work} />}
          {preview.state === 'preview' && <Resembling preview={preview} />}
          <Views preview={preview} work={work} />
          <History subject="import" id={id} />
        </>
      )}
    </Page>
  )
}

function Heading({ preview }: { preview: ImportPreview }) {
  const w = useWords()
  return <>{[stateLabel(w, preview.state), preview.createdBy, instantText(preview.createdAt)].join(' · ')}</>
}

/** Added rows that are probably projects of the ledger: said where nobody overlooks it, for unanswered they are added as new. */
function Resembling({ preview }: { preview: ImportPreview }) {
  const w = useWords()
  const [, set] = useSearch()
  const count = preview.openPoints.filter(({ code }) => code === 'resembles').length
  if (count === 0) return null
  return (
    <Note kind="warning">
      {w('duplicates.inImport', { count })}{' '}
      <Button kind="quiet" size="s" onClick={() => set({ view: 'points' })}>
        {w('duplicates.inImportLink')}
      </Button>
    </Note>
  )
}

/** What the file would do, in five numbers. */
function Summary({ preview }: { preview: ImportPreview }) {
  const w = useWords()
  const { summary } = preview
  return (
    <dl className="import-summary">
      {(['added', 'changed', 'unchanged', 'missing', 'rejected'] as const).map((name) => (
        <div key={name} className={summary[name] === 0 ? 'import-zero' : ''}>
          <dt>{w(`imports.count.${name}`)}</dt>
          <dd>{summary[name]}</dd>
        </div>
      ))}
    </dl>
  )
}

function Views({ preview, work }: { preview: ImportPreview; work: ImportWork }) {
  const w = useWords()
  const [search, set] = useSearch()
  const { difference, openPoints, warnings, skipped, summary } = preview
  // once written, the ledger agrees with the file: instead of the difference, the projects as they now stand
  const isOpen = preview.state === 'preview'
  const counts: Record<View, number | undefined> = {
    written: preview.state === 'written' ? summary.added + summary.changed : 0,
    added: isOpen ? summary.added : difference.added.length,
    changed: preview.merge ? mergedCells(preview.merge, isOpen) : isOpen ? summary.changed : difference.changed.length,
    missing: isOpen ? summary.missing : difference.missing.length,
    // of a merge what could not be taken stands among its cells
    rejected: preview.merge ? 0 : summary.rejected + skipped.length,
    // cells of an exported workbook are known by the base; only new rows are read
    understood: preview.merge && summary.added === 0 ? 0 : undefined,
    points: isOpen ? openPoints.length : 0,
    warnings: warnings.length,
  }
  const shown = VIEWS.filter((view) => counts[view] !== 0)
  const first =
    isOpen && (difference.changed.length > 0 || (preview.merge?.cells.length ?? 0) > 0) ? 'changed' : shown[0]!
  const view = shown.find((name) => name === search.view) ?? first
  const labelOf = (name: View) => w(name === 'changed' && preview.merge ? 'imports.merge.view' : `imports.view.${name}`)
  return (
    <div className="import-views" aria-busy={work.rereading || undefined}>
      <Tabs
        label={w('imports.views')}
        value={view}
        onChange={(next) => set({ view: next })}
        tabs={shown.map((name) => ({ value: name, label: labelOf(name), count: counts[name] }))}
      />
      {view === 'changed' && preview.merge && work.merge ? (
        <Merge preview={preview} merge={preview.merge} work={work.merge} />
      ) : view === 'written' ? (
        <WrittenProjects importId={preview.id} />
      ) : view === 'understood' ? (
        <SheetMap preview={preview} work={work} />
      ) : view === 'points' ? (
        <OpenPoints preview={preview} work={work} />
      ) : view === 'warnings' ? (
        <Warnings preview={preview} />
      ) : (
        <Difference preview={preview} view={view} decisions={work.merge} />
      )}
    </div>
  )
}

/** Cells to look through; once written only what could not be taken is left to say. */
function mergedCells({ counts }: MergeView, isOpen: boolean): number {
  const { unreadable, readOnly, conflict, there, same, here } = counts
  return isOpen ? conflict + there + unreadable + readOnly + same + here : unreadable + readOnly
}
