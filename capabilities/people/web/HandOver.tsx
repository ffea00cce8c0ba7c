import { Button } from '#platform/web/kit/Button.tsx'
import { CopyButton } from '#platform/web/kit/CopyButton.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { type Handed, Slips } from './Slips.tsx'

/** A password made just now: shown this once, to be printed, copied or read out. */
export function HandOver({ person, onClose }: { person: Handed; onClose: () => void }) {
  const w = useWords()
  const foot = (
    <>
      <CopyButton text={person.initialPassword} />
      <Button onClick={() => window.print()}>{w('people.handPrint')}</Button>
      <Button kind="primary" onClick={onClose}>
        {w('people.handDone')}
      </Button>
    </>
  )
  return (
    <SidePanel title={w('people.handTitle')} note={person.displayName} onClose={onClose} foot={foot}>
      <Note kind="warning">{w('people.handText')}</Note>
      <Slips people={[person]} />
    </SidePanel>
  )
}
