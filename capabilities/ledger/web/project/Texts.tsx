import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { fieldLabel } from '../parts/labels.ts'

const SHOWN = ['progressText', 'problems', 'nextStep', 'annualContent', 'scale', 'remark'] as const
/** Shown even when empty: that nothing is said is a finding. */
const ALWAYS: ReadonlySet<string> = new Set(['progressText', 'problems', 'nextStep'])

/** What is said of the project, newest concern first. */
export function Texts({ project }: { project: Project }) {
  const w = useWords()
  const shown = SHOWN.filter((field) => project[field] || ALWAYS.has(field))
  return (
    <div className="texts">
      {shown.map((field) => (
        <section key={field} className="words-block">
          <h3>{fieldLabel(w, field)}</h3>
          <p className={project[field] ? '' : 'no-value'}>{project[field] ?? w('ledger.notStated')}</p>
        </section>
      ))}
    </div>
  )
}
