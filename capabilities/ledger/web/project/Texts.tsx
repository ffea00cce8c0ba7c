import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { fieldLabel } from '../parts/labels.ts'

const SHOWN = ['progressText', 'problems', 'nextStep', 'annualContent', 'scale', 'remark'] as const
/** Shown even when empty: that nothing is said is a finding. */
const ALWAYS: ReadonlySet<string> = new Set(['progressText', 'problems', 'nextStep'])
const LONG = 220

/** How far it is, what blocks it and what comes next, side by side; what it is about below. */
export function Texts({ project }: { project: Project }) {
  const w = useWords()
  const shown = SHOWN.filter((field) => project[field] || ALWAYS.has(field))
  return (
    <div className="texts">
      {shown.map((field) => (
        <section key={field} className={`words-block words-${field}`}>
          <h3>{fieldLabel(w, field)}</h3>
          {project[field] ? <Text text={project[field]} /> : <p className="no-value">{w('ledger.notStated')}</p>}
        </section>
      ))}
    </div>
  )
}

/** A long text begins closed, so that it does not push away what comes after; on paper it is whole. */
function Text({ text }: { text: string }) {
  const w = useWords()
  const [open, setOpen] = useState(false)
  const isLong = text.length > LONG
  return (
    <>
      <p className={isLong && !open ? 'words-cut' : ''}>{text}</p>
      {isLong && (
        <Button kind="quiet" size="s" className="no-print" aria-expanded={open} onClick={() => setOpen(!open)}>
          {w(open ? 'ledger.project.lessText' : 'ledger.project.moreText')}
        </Button>
      )}
    </>
  )
}
