import { useQuery } from '@tanstack/react-query'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { localDate } from './local-date.ts'
import { PasswordForm } from './PasswordForm.tsx'

export function PasswordSection() {
  const w = useWords()
  const { data } = useQuery(signIn.readOwnPassword.query())
  return (
    <Section title={w('signIn.password.title')}>
      {data?.setAt && (
        <p>
          {data.dueAt
            ? w('signIn.password.setAndDue', { set: localDate(data.setAt), due: localDate(data.dueAt) })
            : w('signIn.password.set', { set: localDate(data.setAt) })}
        </p>
      )}
      <p className="lead">{w('signIn.password.ends')}</p>
      <PasswordForm />
    </Section>
  )
}
