import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { PasswordForm } from './PasswordForm.tsx'

export function PasswordSection() {
  const w = useWords()
  return (
    <Section title={w('signIn.password.title')}>
      <PasswordForm />
    </Section>
  )
}
