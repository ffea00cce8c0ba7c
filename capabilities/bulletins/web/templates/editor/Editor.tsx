import { useCallback, useEffect, useState } from 'react'
import type { FullTemplate } from '#capabilities/bulletins/contract.ts'
import { Link, useGo } from '#platform/web/address.tsx'
import { useMedia } from '#platform/web/kit/media.ts'
import { Page } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { TemplateDraft } from '../draft.ts'
import { usePreview } from '../preview/use-preview.ts'
import { VersionsPanel } from '../versions/VersionsPanel.tsx'
import { Beside } from './Beside.tsx'
import { Conflict } from './Conflict.tsx'
import { EditorBar, type View } from './EditorBar.tsx'
import { LeaveQuestion } from './LeaveQuestion.tsx'
import { SaveDialog } from './SaveDialog.tsx'
import { TemplateFields } from './TemplateFields.tsx'
import { useEditing, useMistakes } from './use-editing.ts'
import { usePlaces } from './use-places.ts'
import { useSaving } from './use-saving.ts'

type Props = { read: FullTemplate | null; begun: TemplateDraft }

/** The text, what it becomes, and the words it may use. */
export function Editor({ read, begun }: Props) {
  const w = useWords()
  const go = useGo()
  const { held, draft, isUnsaved, unsaved, change, settle, standOn } = useEditing(read, begun)
  const [isComposing, setComposing] = useState(false)
  const [view, setView] = useState<View>('text')
  const [compared, setCompared] = useState<{ version: number | null } | null>(null)
  const isNarrow = !useMedia('(min-width: 1000px)')
  const showText = useCallback(() => {
    if (isNarrow) setView('text')
  }, [isNarrow])
  const places = usePlaces(showText)
  const preview = usePreview(draft, isComposing)
  const saving = useSaving({
    held,
    draft,
    onSaved: (saved) => {
      settle(saved)
      notify(w('templates.saved', { version: saved.version ?? 1 }))
      if (!held) go(`/bulletin-templates/${saved.key}`, { replace: true })
    },
    onMistakes: ([first]) => first && places.goTo(first),
  })
  const mistakes = useMistakes(draft, preview.checked, saving.refused)
  const maySave = (isUnsaved || !held) && draft.name.trim() !== ''
  useSaveKey(() => maySave && !saving.asks && !compared && saving.ask())
  const { theirs } = saving
  return (
    <Page
      title={draft.name.trim() || w('templates.new')}
      note={w(held === null ? 'templates.noteNew' : held.isReady ? 'templates.noteReady' : 'templates.noteOwn')}
      trail={<Link to="/bulletin-templates">{w('templates.title')}</Link>}
    >
      <LeaveQuestion unsaved={unsaved} />
      <EditorBar
        held={held}
        isUnsaved={isUnsaved}
        maySave={maySave}
        mistakes={mistakes}
        onGoTo={places.goTo}
        onVersions={() => setCompared({ version: null })}
        onSave={() => saving.ask()}
        tabs={isNarrow ? { value: view, onChange: setView } : null}
      />
      {theirs && (
        <Conflict
          theirs={theirs}
          onCompare={() => setCompared({ version: theirs.version })}
          onKeepMine={() => {
            standOn(theirs)
            saving.settleTheirs()
            saving.ask()
          }}
          onTakeTheirs={() => {
            settle(theirs)
            saving.settleTheirs()
          }}
        />
      )}
      <div className="template-panes">
        <div className="template-fields" hidden={isNarrow && view !== 'text'}>
          <TemplateFields
            draft={draft}
            isUntouched={!isUnsaved}
            onChange={change}
            mistakes={mistakes}
            places={places}
            onComposing={setComposing}
          />
        </div>
        <Beside
          view={view}
          onView={setView}
          isNarrow={isNarrow}
          preview={preview}
          isWrong={mistakes.length > 0}
          places={places}
        />
      </div>
      {compared && (
        <VersionsPanel
          template={theirs ?? held!}
          present={draft.content}
          opened={compared.version}
          onTake={(content, note) => {
            setCompared(null)
            change({ content })
            saving.ask(note)
          }}
          onClose={() => setCompared(null)}
        />
      )}
      {saving.asks && (
        <SaveDialog
          held={held}
          note={saving.asks.note}
          busy={saving.save.isPending}
          problem={saving.save.error}
          onSave={saving.save.mutate}
          onClose={saving.cancel}
        />
      )}
    </Page>
  )
}

/** Ctrl+S, which else would save the page as a file. */
function useSaveKey(save: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      save()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })
}
