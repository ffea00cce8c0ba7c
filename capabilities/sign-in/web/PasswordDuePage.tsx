import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { Doorway } from './Doorway.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { signOut } from './sign-out.ts'

/** In place of every page, until the password an administrator has set is replaced by one's own. */
export function PasswordDuePage() {
  const w = useWords()
  const me = useMe()
  const { data: known } = useQuery({ ...signIn.readMe.query(), staleTime: 60_000 })
  useEffect(() => {
    document.title = `${w('signIn.password.title')} · ${w('shell.product')}`
  }, [w])
  return (
    <Doorway title={me.region.name}>
      <Note kind="warning">
        {w(known?.passwordDueBecause === 'age' ? 'signIn.password.dueForAge' : 'shell.passwordDue')}
      </Note>
      <PasswordForm />
      <p className="door-due">
        {w('signIn.password.dueAs', { name: me.displayName })}
        <Button kind="quiet" size="s" onClick={() => void signOut()}>
          {w('shell.signOut')}
        </Button>
      </p>
    </Doorway>
  )
}
