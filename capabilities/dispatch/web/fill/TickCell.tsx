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
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a cell of the grid that holds its own control
    <div role={role} className="grid-cell grid-tick" onMouseDown={(event) => event.preventDefault()}>
      {onTick && <input type="checkbox" tabIndex={-1} aria-label={label} checked={ticked} onChange={onTick} />}
    </div>
  )
}
