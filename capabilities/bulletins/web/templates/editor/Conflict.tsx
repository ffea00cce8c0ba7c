import type { FullTemplate } from '#capabilities/bulletins/contract.ts'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

type Props = {
  theirs: FullTemplate
  onCompare: () => void
  onKeepMine: () => void
  onTakeTheirs: () => void
}

/** Somebody else saved meanwhile: nothing is overwritten before one has decided. */
export function Conflict({ theirs, onCompare, onKeepMine, onTakeTheirs }: Props) {
  const w = useWords()
  const { version, changedAt, changedBy } = theirs
  return (
    <Note kind="problem">
      <p role="alert">
        {version === null
          ? w('templates.conflictReady')
          : w('templates.conflict', { by: changedBy ?? '—', at: instantText(changedAt), version })}
      </p>
      <p className="template-conflict">
        <Button size="s" onClick={onCompare}>
          {w('templates.conflictCompare')}
        </Button>
        <Button size="s" onClick={onKeepMine}>
          {w('templates.conflictMine')}
        </Button>
        <Button size="s" onClick={onTakeTheirs}>
          {w('templates.conflictTheirs')}
        </Button>
      </p>
    </Note>
  )
}
