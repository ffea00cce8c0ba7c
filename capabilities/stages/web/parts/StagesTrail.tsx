import { useLocation } from '@tanstack/react-router'
import { Link } from '#platform/web/address.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import './parts.css'

/** The way among the five pages about stages, and back to the ledger; a page below one of them belongs to it. */
export function StagesTrail() {
  const w = useWords()
  const here = useLocation({ select: (location) => location.pathname })
  const current = (to: string) => (here === to || here.startsWith(`${to}/`) ? 'page' : undefined)
  const pages = [
    ['/stages', w('stages.overview.short')],
    ['/start-rate', w('stages.rate.short')],
    ['/cohorts', w('stages.cohorts.short')],
    ['/joint-starts', w('stages.joint.short')],
    ['/start-readiness', w('stages.ready.short')],
  ] as const
  return (
    <span className="stages-trail">
      <Link to="/projects">{w('ledger.list.title')}</Link>
      {pages.map(([to, label]) => (
        <Link key={to} to={to} aria-current={current(to)}>
          {label}
        </Link>
      ))}
    </span>
  )
}
