type Props = {
  role: 'columnheader' | 'gridcell'
  label: string
  ticked: boolean
  /** Absent: the row is closed. */
  onTick: (() => void) | undefined
}

/** The box before a row. The pointer leaves the focus with the cell one writes in; from the keyboard Space ticks. */
export function TickCell({ role, label, ticked, onTick }: Props) {
  return (
    <div role={role} className="grid-cell grid-tick">
      {onTick && <input type="checkbox" tabIndex={-1} aria-label={label} checked={ticked} onChange={onTick} />}
    </div>
  )
}
