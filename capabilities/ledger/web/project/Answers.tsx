import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { fieldLabel } from '../parts/labels.ts'

const PEOPLE = ['sponsor', 'steward', 'responsibleOrg', 'contact', 'owner', 'competentOrg'] as const

/** Who answers for the project: one glance, one call. */
export function Answers({ project }: { project: Project }) {
  const w = useWords()
  return (
    <dl className="project-answers">
      {PEOPLE.map((field) => (
        <div key={field}>
          <dt>{fieldLabel(w, field)}</dt>
          <dd>
            {project[field] ? (
              <WithPhone text={project[field]} />
            ) : (
              <span className="no-value">{w('ledger.notStated')}</span>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>{w('ledger.assign.reporter')}</dt>
        <dd>
          {project.assignees.length > 0 ? (
            project.assignees.map(({ displayName }) => displayName).join('、')
          ) : (
            <span className="no-value">{w('ledger.notStated')}</span>
          )}
        </dd>
      </div>
    </dl>
  )
}

const PHONE = /(?:^|\b)(1\d{10}|0\d{2,3}-?\d{7,8})(?!\d)/

/** A number written beside a name can be called. */
function WithPhone({ text }: { text: string }) {
  const [before = '', number, ...after] = text.split(PHONE)
  return (
    <>
      {before}
      {number && <a href={`tel:${number}`}>{number}</a>}
      {after.join('')}
    </>
  )
}
