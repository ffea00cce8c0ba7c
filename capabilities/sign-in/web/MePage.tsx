import { DeputySection, heldText } from '#capabilities/people/web/public.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { Segmented } from '#platform/web/kit/inputs.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import { useLanguage, useWords } from '#platform/web/words/use-words.ts'
import { OidcSection } from './OidcSection.tsx'
import { PasswordSection } from './PasswordSection.tsx'
import { SecondFactorSection } from './SecondFactorSection.tsx'
import { SessionSection } from './SessionSection.tsx'
import { signOut } from './sign-out.ts'
import { TokenSection } from './TokenSection.tsx'
import './sign-in.css'

/** Oneself: who I am to the system, my password, where I am signed in, my tokens. */
export function MePage() {
  const w = useWords()
  const me = useMe()
  const [language, setLanguage] = useLanguage()
  const languages = [
    { value: 'zh', label: '中文' },
    { value: 'en', label: 'English' },
  ] as const
  return (
    <Page
      title={w('signIn.me.title')}
      width="text"
      toolbar={<Button onClick={() => void signOut()}>{w('shell.signOut')}</Button>}
    >
      <dl className="facts">
        <dt>{w('people.name')}</dt>
        <dd>{me.displayName}</dd>
        <dt>{w('signIn.me.username')}</dt>
        <dd>{me.username}</dd>
        <dt>{w('signIn.me.organisation')}</dt>
        <dd>{me.organisation.name}</dd>
        <dt>{w('signIn.me.grants')}</dt>
        <dd>
          {me.grants.length === 0 && w('signIn.me.noGrants')}
          {me.grants.map((grant) => (
            <span className="fact-line" key={`${grant.role}${grant.organisationId}${grant.deputyFor}`}>
              {heldText(w, grant)}
            </span>
          ))}
        </dd>
        <dt>{w('signIn.me.language')}</dt>
        <dd>
          <Segmented label={w('signIn.me.language')} options={languages} value={language} onChange={setLanguage} />
        </dd>
      </dl>
      <PasswordSection />
      <SecondFactorSection />
      <OidcSection />
      <SessionSection />
      <DeputySection />
      <TokenSection />
    </Page>
  )
}
