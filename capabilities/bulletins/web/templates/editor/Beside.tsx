import { useMedia } from '#platform/web/kit/media.ts'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { WordPalette } from '../palette/WordPalette.tsx'
import { Preview } from '../preview/Preview.tsx'
import type { Previewing } from '../preview/use-preview.ts'
import type { View } from './EditorBar.tsx'
import type { Places } from './use-places.ts'

type Props = {
  view: View
  onView: (next: View) => void
  /** Only one thing fits on the screen; the bar chooses which. */
  isNarrow: boolean
  preview: Previewing
  isWrong: boolean
  places: Places
}

/** Preview and words: side by side on a wall screen, one at a time at a desk. */
export function Beside({ view, onView, isNarrow, preview, isWrong, places }: Props) {
  const w = useWords()
  const isWide = useMedia('(min-width: 1800px)')
  const showsWords = isWide || view === 'words'
  const showsPreview = isWide || (isNarrow ? view === 'preview' : view !== 'words')
  return (
    <>
      {!isWide && !isNarrow && (
        <div className="template-beside-tabs">
          <Tabs
            tabs={(['preview', 'words'] as const).map((value) => ({ value, label: w(`templates.view.${value}`) }))}
            value={view === 'words' ? 'words' : 'preview'}
            onChange={onView}
            label={w('templates.views')}
          />
        </div>
      )}
      {showsPreview && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
        <section className="template-beside" aria-label={w('templates.view.preview')} tabIndex={0}>
          <Preview preview={preview} isWrong={isWrong} />
        </section>
      )}
      {showsWords && (
        <section className="template-beside" aria-label={w('templates.view.words')}>
          <WordPalette part={places.part} onInsert={places.insert} />
        </section>
      )}
    </>
  )
}
