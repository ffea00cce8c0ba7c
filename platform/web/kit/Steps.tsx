import './steps.css'

/** Where one is in a task of several steps; those done can be gone back to. */
export function Steps({ steps, at, onGo }: { steps: readonly string[]; at: number; onGo?: (step: number) => void }) {
  return (
    <ol className="steps">
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < at ? 'step-done' : index === at ? 'step-now' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          <button type="button" disabled={!onGo || index >= at} onClick={() => onGo?.(index)}>
            <span className="step-number">{index < at ? '✓' : index + 1}</span>
            {step}
          </button>
        </li>
      ))}
    </ol>
  )
}
