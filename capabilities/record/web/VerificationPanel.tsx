import { useState } from 'react'
import { dateText, thin } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { OutsideCheck } from './OutsideCheck.tsx'
import { type Break, useVerification, type Verification } from './use-verification.ts'
import './record.css'

/** Recomputes every chain now, compares it with every day's digest, and says what that proves and what not. */
export function VerificationPanel({ onClose }: { onClose: () => void }) {
  const w = useWords()
  const [attempt, setAttempt] = useState(0)
  const verification = useVerification(attempt)
  const { plan, error, firstBreak, isFinished } = verification
  const isSound = isFinished && !error && !firstBreak
  const again = () => setAttempt(attempt + 1)
  return (
    <SidePanel
      title={w('record.verifyTitle')}
      onClose={onClose}
      width="l"
      foot={isFinished && <Button onClick={again}>{w('record.verifyAgain')}</Button>}
    >
      {error !== null && <ErrorNote problem={error} onRetry={again} />}
      {!plan && !error && <Skeleton />}
      {plan && !isFinished && <Progress verification={verification} />}
      {firstBreak && <Note kind="problem">{breakSentence(w, firstBreak)}</Note>}
      {isSound && <Proof verification={verification} />}
      {isSound && <OutsideCheck entries={verification.entries} />}
      {plan && <ChainTable plan={plan} />}
    </SidePanel>
  )
}

function breakSentence(w: ReturnType<typeof useWords>, { chain, seq, day, what }: Break): string {
  if (chain === '') return w('record.digestBroken', { day: day ? dateText(day) : '', what })
  return w('record.verifyBroken', { chain, seq, what })
}

function Progress({ verification: { done, entries } }: { verification: Verification }) {
  const w = useWords()
  return (
    <div className="verifying" aria-live="polite">
      <p>{w('record.verifying', { done: thin(String(done)), entries: thin(String(entries)) })}</p>
      <progress value={done} max={Math.max(entries, 1)} aria-label={w('record.verifyTitle')} />
    </div>
  )
}

/** What this shows, and what it does not. */
function Proof({ verification: { plan, entries } }: { verification: Verification }) {
  const w = useWords()
  const last = plan?.last ?? null
  return (
    <>
      <Note kind="done">
        {w('record.verifyOk', { entries: thin(String(entries)), digests: thin(String(plan?.digests ?? 0)) })}
      </Note>
      <Note kind="warning">
        {last
          ? w('record.proofSince', {
              day: dateText(last.day),
              covered: thin(String(last.entries)),
              later: thin(String(entries - last.entries)),
            })
          : w('record.proofNone')}
      </Note>
    </>
  )
}

function ChainTable({ plan }: { plan: NonNullable<Verification['plan']> }) {
  const w = useWords()
  if (plan.chains.length === 0) return null
  return (
    <Section title={w('record.chains')}>
      <table className="record-table">
        <thead>
          <tr>
            <th scope="col">{w('record.chain')}</th>
            <th scope="col" className="amount">
              {w('record.entries')}
            </th>
            <th scope="col">{w('record.head')}</th>
          </tr>
        </thead>
        <tbody>
          {plan.chains.map((chain) => (
            <tr key={chain.name}>
              <th scope="row">{chain.name}</th>
              <td className="amount">{thin(String(chain.length))}</td>
              <td className="record-hash">{chain.head}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
