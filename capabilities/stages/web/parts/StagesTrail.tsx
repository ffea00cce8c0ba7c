import { Link } from '#platform/web/address.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import './parts.css'

/** The way among the five pages about stages, and back to the ledger; the one that is open is marked by the router. */
export function StagesTrail() {
  const w = useWords()
  return (
    <nav className="stages-trail" aria-label={w('stages.menu')}>
      <Link to="/projects">{w('ledger.list.title')}</Link>
      <Link to="/stages">{w('stages.overview.short')}</Link>
      <Link to="/start-rate">{w('stages.rate.short')}</Link>
      <Link to="/cohorts">{w('stages.cohorts.short')}</Link>
      <Link to="/joint-starts">{w('stages.joint.short')}</Link>
      <Link to="/start-readiness">{w('stages.ready.short')}</Link>
    </nav>
  )
}
