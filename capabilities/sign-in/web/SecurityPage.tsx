import { useQuery } from '@tanstack/react-query'
import { instantText } from '#platform/web/format.ts'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { SecurityForm } from './SecurityForm.tsx'
import { SecurityHistory } from './SecurityHistory.tsx'
import './sign-in.css'

/** What signing in asks for, and who set it so. Where somebody is signed in stands on the account. */
export function SecurityPage() {
  const w = useWords()
  const { data, error, refetch } = useQuery(signIn.readSecuritySettings.query())
  const note =
    data &&
    (data.madeAt
      ? w('signIn.security.since', { at: instantText(data.madeAt), by: data.madeBy ?? '', reason: data.reason ?? '' })
      : w('signIn.security.standard'))
  return (
    <Page title={w('signIn.security.title')} note={note} width="text">
      {error && <ErrorNote problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && <SecurityForm key={data.madeAt} held={data.settings} />}
      {data && <SecurityHistory versions={[data, ...data.earlier]} />}
    </Page>
  )
}
