import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

const PROBLEMS = ['unavailable', 'cancelled', 'refused', 'expired', 'unknown', 'closed', 'taken', 'off'] as const

/** The way to the identity provider; a link, because the browser leaves the product. */
export function OidcButton({ name, to }: { name: string; to: string }) {
  const w = useWords()
  const address = to === '/' ? '/api/oidc/start' : `/api/oidc/start?${new URLSearchParams({ to })}`
  return (
    <div className="oidc-door">
      <span className="oidc-or">{w('oidc.or')}</span>
      <a className="button button-plain button-l door-submit" href={address}>
        {w('oidc.do', { name })}
      </a>
    </div>
  )
}

/** Why one came back from the provider without; nothing for anything that is none of our reasons. */
export function OidcProblem({ problem }: { problem: string | undefined }) {
  const w = useWords()
  const known = PROBLEMS.find((one) => problem === `oidc_${one}`)
  return known ? (
    <div role="alert">
      <Note kind="problem">{w(`oidc.problem.oidc_${known}`)}</Note>
    </div>
  ) : null
}
