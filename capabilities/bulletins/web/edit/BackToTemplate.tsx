import { useState } from 'react'
import type { BulletinDraft } from '#capabilities/bulletins/contract.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { PARTS } from './issue-text.ts'
import type { IssueEditing } from './use-issue-editor.ts'

/** The words alone go back on the screen and are then saved; giving everything up is asked about, since it takes decisions with it. */
export function BackToTemplate({ editor, draft }: { editor: IssueEditing; draft: BulletinDraft }) {
  const w = useWords()
  const [isAsking, setIsAsking] = useState(false)
  const { text, write, drop } = editor
  const differing = PARTS.filter((part) => text[part] !== draft.templateContent[part])
  return (
    <p className="issue-back">
      <Button disabled={differing.length === 0} onClick={() => write(draft.templateContent)}>
        {w('bulletins.backAll', { count: differing.length })}
      </Button>
      <Button kind="danger" disabled={draft.version === 0} busy={drop.isPending} onClick={() => setIsAsking(true)}>
        {w('bulletins.drop')}
      </Button>
      {isAsking && (
        <Dialog
          title={w('bulletins.dropAsk')}
          confirm={w('bulletins.drop')}
          danger
          busy={drop.isPending}
          problem={drop.error}
          onConfirm={() => drop.mutate(undefined, { onSuccess: () => setIsAsking(false) })}
          onClose={() => setIsAsking(false)}
        >
          <p>{w('bulletins.dropText')}</p>
        </Dialog>
      )}
    </p>
  )
}
