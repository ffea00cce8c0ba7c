import type { FullTemplate, TemplateMistakeShape } from '#capabilities/bulletins/contract.ts'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Tab, Tabs } from '#platform/web/kit/Tabs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

export type View = 'text' | 'preview' | 'words'

type Props = {
  held: FullTemplate | null
  isUnsaved: boolean
  maySave: boolean
  mistakes: readonly TemplateMistakeShape[]
  onGoTo: (mistake: TemplateMistakeShape) => void
  onVersions: () => void
  onSave: () => void
  /** Where only one thing fits on the screen: which. */
  tabs: { value: View; onChange: (next: View) => void } | null
}

/** Always in view: whether all is saved, what is wrong and where, and the next step. */
export function EditorBar({ held, isUnsaved, maySave, mistakes, onGoTo, onVersions, onSave, tabs }: Props) {
  const w = useWords()
  const views: Tab<View>[] = (['text', 'preview', 'words'] as const).map((value) => ({
    value,
    label: w(`templates.view.${value}`),
  }))
  const [first] = mistakes
  return (
    <div className="template-bar">
      <div className="template-bar-line">
        <p className="template-bar-state" role="status">
          {w(!held ? 'templates.neverSaved' : isUnsaved ? 'templates.unsaved' : 'templates.noUnsaved')}
          {!isUnsaved && held && held.version !== null && (
            <small>
              {w('templates.savedBy', {
                version: held.version,
                at: instantText(held.changedAt),
                by: held.changedBy ?? '—',
              })}
            </small>
          )}
        </p>
        {first && (
          <button type="button" className="template-bar-mistake" onClick={() => onGoTo(first)}>
            <b>
              {first.part === 'body' ? w('templates.atLine', { line: first.line }) : w(`templates.part.${first.part}`)}
            </b>
            <span>{first.sentence}</span>
            {mistakes.length > 1 && <small>{w('templates.mistakes', { count: mistakes.length })}</small>}
          </button>
        )}
        <div className="template-bar-actions">
          {held && <Button onClick={onVersions}>{w('templates.versions', { count: held.versions.length })}</Button>}
          <Button kind="primary" disabled={!maySave} title={w('templates.saveKeys')} onClick={onSave}>
            {w('templates.save')}
          </Button>
        </div>
      </div>
      {tabs && <Tabs tabs={views} value={tabs.value} onChange={tabs.onChange} label={w('templates.views')} />}
    </div>
  )
}
