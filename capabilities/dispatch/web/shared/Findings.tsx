import type { Finding } from '../../contract.ts'
import './state.css'

type Said = Pick<Finding, 'weight' | 'text'>

/** What the checks found, as sentences; a filled mark stops a submission, an open one asks for an explanation. */
export function Findings({ findings }: { findings: readonly Said[] }) {
  if (findings.length === 0) return null
  return (
    <ul className="findings" aria-live="polite">
      {findings.map((finding) => (
        <li key={finding.text}>
          <WarnShape weight={finding.weight} />
          <span>{finding.text}</span>
        </li>
      ))}
    </ul>
  )
}

/** A triangle with a stroke: filled where it blocks. */
export function WarnShape({ weight }: { weight: Finding['weight'] }) {
  return (
    <svg className={`warn-shape warn-${weight}`} viewBox="0 0 14 14" aria-hidden="true">
      <path d="M7 1.2 13.2 12.4H.8z" />
      <path className="warn-stroke" d="M7 5.2v3.4M7 10.3v.5" />
    </svg>
  )
}
