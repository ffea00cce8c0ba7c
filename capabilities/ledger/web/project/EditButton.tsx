import { Button } from '#platform/web/kit/Button.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** 修改 at the head of a section, for those who may. */
export function EditButton({ onClick }: { onClick: () => void }) {
  const w = useWords()
  return (
    <Button kind="quiet" size="s" className="no-print" onClick={onClick}>
      {w('ledger.edit.section')}
    </Button>
  )
}
