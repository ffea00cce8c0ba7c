import { useState } from 'react'
import { instantText, type MoneyUnit, moneyIn, monthOfYear, thin } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { CorrectionDialog } from './CorrectionDialog.tsx'

type Props = { project: Project; year: number; unit: MoneyUnit }

/** 核增 and 核减 after locking: each with its reason and who approved it. */
export function Corrections({ project, year, unit }: Props) {
  const w = useWords()
  const mayCorrect = useMay('figure.correct') && project.mayEdit
  const [posting, setPosting] = useState(false)
  const hasFigures = project.months.some(({ completedYtd }) => completedYtd !== null)
  return (
    <Section
      title={w('ledger.correction.title')}
      aside={
        mayCorrect &&
        hasFigures && (
          <Button kind="quiet" size="s" className="no-print" onClick={() => setPosting(true)}>
            {w('ledger.correction.post')}
          </Button>
        )
      }
    >
      {project.corrections.length === 0 && <p className="no-value">{w('ledger.correction.none')}</p>}
      <ol className="corrections">
        {project.corrections.map(({ id, month, delta, reason, approver, postedAt, postedBy }) => (
          <li key={id}>
            <p>
              <b>
                {monthOfYear(month)}　{w(delta.startsWith('-') ? 'ledger.correction.down' : 'ledger.correction.up')}{' '}
                {thin(moneyIn(delta.replace('-', ''), unit))} {w(`kit.unit.${unit}`)}
              </b>
            </p>
            <p>{reason}</p>
            <small>{w('ledger.correction.by', { approver, who: postedBy, at: instantText(postedAt) })}</small>
          </li>
        ))}
      </ol>
      {posting && <CorrectionDialog project={project} year={year} onClose={() => setPosting(false)} />}
    </Section>
  )
}
