import { useEffect } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { Doorway } from './Doorway.tsx'
import { SecondFactorSetUp } from './SecondFactorSetUp.tsx'
import { signOut } from './sign-out.ts'

/** In place of every page, until the second factor that the rules ask for is set up and its recovery codes are kept. */
export function SecondFactorDuePage({ onDone }: { onDone: () => void }) {
  const w = useWords()
  const me = useMe()
  useEffect(() => {
    document.title = `${w('factor.setUp')} · ${w('shell.product')}`
  }, [w])
  return (
    <Doorway title={me.region.name}>
      <SecondFactorSetUp lead={<Note kind="warning">{w('factor.due')}</Note>} onDone={onDone} />
      <p className="door-due">
        {w('signIn.password.dueAs', { name: me.displayName })}
        <Button kind="quiet" size="s" onClick={() => void signOut()}>
          {w('shell.signOut')}
        </Button>
      </p>
    </Doorway>
  )
}
