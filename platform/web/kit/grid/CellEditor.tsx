import { type ClipboardEventHandler, useEffect, useState } from 'react'
import { useMedia } from '../media.ts'
import { cellStyle } from './cell-style.ts'
import type { keyboardOf } from './keyboard.ts'
import { type Hand, pickChoice } from './use-hand.ts'

type Props<Row> = {
  hand: Hand<Row>
  label: string
  keyboard: ReturnType<typeof keyboardOf>
  clipboard: { onCopy: ClipboardEventHandler; onCut: ClipboardEventHandler; onPaste: ClipboardEventHandler }
}

/** The text field over the active cell: without a trace until one writes, and always there to receive the first keystroke. */
export function CellEditor<Row>({ hand, label, keyboard, clipboard }: Props<Row>) {
  const { geometry, selection, editing, active, typed, input } = hand
  // a finger that only points must not call the keyboard up
  const isFinger = useMedia('(pointer: coarse)')
  const { row: line, column: at } = selection.cursor
  const edit = active.column?.edit
  const kind = edit?.kind ?? 'text'
  const problem = useProblem(hand)
  const echo = problem ?? (editing ? edit?.echo?.(typed) : undefined)
  const frozen = at < geometry.frozen
  const upwards = isLow(hand.scroller.current, line * geometry.row)
  return (
    <div
      className={`gd-row gd-overlay ${frozen ? 'gd-overlay-frozen' : ''} ${editing ? 'gd-overlay-editing' : ''}`}
      style={{ transform: `translateY(${line * geometry.row}px)`, height: geometry.row }}
    >
      <div
        className={`gd-active ${active.row ? '' : 'gd-active-group'} ${editing ? `gd-editing gd-editing-${kind}` : ''} ${problem ? 'gd-editing-wrong' : ''} ${upwards ? 'gd-upwards' : ''}`}
        style={cellStyle(geometry, at)}
      >
        <textarea
          ref={input}
          className={`gd-input ${kind === 'number' ? 'gd-end' : ''}`}
          aria-label={label}
          aria-invalid={problem ? true : undefined}
          readOnly={active.locked !== null}
          rows={1}
          spellCheck={false}
          autoComplete="off"
          inputMode={isFinger && !editing ? 'none' : kind === 'number' ? 'decimal' : 'text'}
          {...keyboard}
          {...clipboard}
        />
        <span className="sr-only" role="status">
          {editing ? '' : label}
        </span>
        {editing && kind === 'choice' && <ChoiceList hand={hand} />}
        {echo && (
          <p className="gd-echo" role={problem ? 'alert' : 'status'}>
            {echo}
          </p>
        )}
      </div>
    </div>
  )
}

/** In the lower half what opens opens upwards. */
function isLow(box: HTMLElement | null, top: number): boolean {
  return box !== null && top - box.scrollTop > box.clientHeight * 0.55
}

/** Why what was typed cannot stand: said only once one stops typing. */
function useProblem<Row>({ editing, typed, active, choices }: Hand<Row>): string | undefined {
  const reading = editing && typed.trim() !== '' && choices.length === 0 ? active.column?.edit?.read(typed) : undefined
  const problem = reading && 'problem' in reading ? reading.problem : undefined
  const [said, setSaid] = useState<string>()
  useEffect(() => {
    if (!problem) {
      setSaid(undefined)
      return
    }
    const timer = setTimeout(() => setSaid(problem), 500)
    return () => clearTimeout(timer)
  }, [problem])
  return said
}

function ChoiceList<Row>({ hand }: { hand: Hand<Row> }) {
  const { choices, option, active } = hand
  const current = active.row ? active.column?.value(active.row) : null
  if (choices.length === 0) return null
  return (
    <div className="gd-choices" role="listbox" aria-label={active.column?.title}>
      {choices.map((choice, at) => (
        <div
          key={choice.value}
          role="option"
          tabIndex={-1}
          aria-selected={at === option}
          className={`menu-item ${at === option ? 'search-active' : ''} ${choice.value === current ? 'gd-current' : ''}`}
          ref={at === option ? intoView : undefined}
          onPointerDown={(event) => {
            event.preventDefault()
            event.stopPropagation()
            pickChoice(hand, choice)
          }}
        >
          {choice.label}
        </div>
      ))}
    </div>
  )
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}
