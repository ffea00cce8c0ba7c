import { useState } from 'react'
import type { FullTemplate } from '#capabilities/bulletins/contract.ts'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { TemplateText } from '../draft.ts'
import { VersionText } from './VersionText.tsx'

/** The product's own text beside the office's versions. */
const READY = 0

type Props = {
  template: FullTemplate
  /** The text in the editor, saved or not. */
  present: TemplateText
  /** The version shown at once; null: the list. */
  opened: number | null
  /** Its text becomes the present one, to be saved as a further version with this note. */
  onTake: (content: TemplateText, note: string) => void
  onClose: () => void
}

/** Who changed what and when; each opens with its differences from the text in the editor. */
export function VersionsPanel({ template, present, opened, onTake, onClose }: Props) {
  const w = useWords()
  const [shown, setShown] = useState(opened)
  const { versions, readyContent } = template
  const named = (version: number) =>
    version === READY ? w('templates.readyText') : w('templates.version', { version })
  const content =
    shown === READY ? readyContent : shown === null ? null : versions.find(({ version }) => version === shown)?.content
  if (shown !== null && content) {
    const note = shown === READY ? w('templates.takenReady') : w('templates.taken', { version: shown })
    return (
      <SidePanel
        title={named(shown)}
        note={w('templates.versionNote')}
        width="l"
        onClose={onClose}
        foot={
          <>
            <Button onClick={() => setShown(null)}>{w('templates.allVersions')}</Button>
            <Button kind="primary" onClick={() => onTake(content, note)}>
              {w('templates.take')}
            </Button>
          </>
        }
      >
        <VersionText content={content} present={present} />
      </SidePanel>
    )
  }
  return (
    <SidePanel title={w('templates.versionsTitle')} note={w('templates.versionsNote')} width="l" onClose={onClose}>
      {versions.length === 0 && <p>{w('templates.noVersions')}</p>}
      <ol className="template-versions">
        {versions.map(({ version, note, createdAt, createdBy }) => (
          <li key={version}>
            <button type="button" onClick={() => setShown(version)}>
              <b>{named(version)}</b>
              <span>{note || <i>{w('templates.noNote')}</i>}</span>
              <small>{w('templates.by', { at: instantText(createdAt), by: createdBy })}</small>
            </button>
          </li>
        ))}
        {readyContent && (
          <li>
            <button type="button" onClick={() => setShown(READY)}>
              <b>{named(READY)}</b>
              <span>{w('templates.readyTextNote')}</span>
            </button>
          </li>
        )}
      </ol>
    </SidePanel>
  )
}
