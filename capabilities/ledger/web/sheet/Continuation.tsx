import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import type { CutField } from './Sheet.tsx'

/** 续页: the texts that did not fit, in full; as many pages as they take. */
export function Continuation({
  project,
  cut,
  content,
}: {
  project: Project
  cut: ReadonlySet<CutField>
  content: string | null
}) {
  const w = useWords()
  const texts: Record<CutField, string | null> = {
    name: project.name,
    content,
    progress: project.progressText,
    problems: project.problems,
    next: project.nextStep,
  }
  const label = (field: CutField) => w(field === 'name' ? 'ledger.sheet.project' : `ledger.sheet.${field}`)
  return (
    <article className="sheet-more">
      <h2>
        {project.name}（{w('ledger.sheet.continued')}）
      </h2>
      {(Object.keys(texts) as CutField[])
        .filter((field) => cut.has(field))
        .map((field) => (
          <section key={field}>
            <h3>{label(field)}</h3>
            <p>{texts[field]}</p>
          </section>
        ))}
    </article>
  )
}
