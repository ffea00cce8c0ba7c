import { lazy, Suspense, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

const MoveDialog = lazy(async () => ({ default: (await import('./MoveDialog.tsx')).MoveDialog }))
const JoinDialog = lazy(async () => ({ default: (await import('./JoinDialog.tsx')).JoinDialog }))

type Props = { projects: readonly { id: number; name: string }[]; onDone: () => void }

/** What may be done with ticked projects: move them, put them on a list. */
export function SelectionActions({ projects, onDone }: Props) {
  const w = useWords()
  const mayWrite = useMay('project.write')
  const mayList = useMay('roster.write')
  const [open, setOpen] = useState<'move' | 'join' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      {mayWrite && (
        <Button size="s" onClick={() => setOpen('move')}>
          {w('libraries.moves')}
        </Button>
      )}
      {mayList && (
        <Button size="s" onClick={() => setOpen('join')}>
          {w('libraries.putOnRoster')}
        </Button>
      )}
      <Suspense fallback={null}>
        {open === 'move' && <MoveDialog projects={projects} onClose={close} onDone={onDone} />}
        {open === 'join' && <JoinDialog projects={projects} onClose={close} onDone={onDone} />}
      </Suspense>
    </>
  )
}
