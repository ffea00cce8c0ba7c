import { type FormEvent, useState } from 'react'
import { instantText, thin } from '#platform/web/format.ts'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { MergeCell, MergeView } from '../../../merge/contract.ts'
import { TextChange } from '../../history/History.tsx'
import { sourceLabel } from '../../project/MonthsTable.tsx'
import { choiceOf, isDecidable, tabOf } from './items.ts'
import type { DecisionWork } from './use-decisions.ts'

type Column = MergeView['columns'][number]
type Props = {
  cell: MergeCell
  column: Column | undefined
  work: DecisionWork
  isOpen: boolean
  isActive: boolean
  onPick: () => void
}
const LONG_TEXT = 24

/** One cell three ways. The two sides are the choices themselves; a third one is typed. */
export function CellRow({ cell, column, work, isOpen, isActive, onPick }: Props) {
  const w = useWords()
  const choice = choiceOf(cell, work.decisions)
  const isChoosable = isOpen && isDecidable(cell)
  const decide = (side: 'ours' | 'theirs') => work.decide({ cells: { [cell.key]: side } })
  const label = column?.heading ?? cell.column
  const isLong = Math.max(cell.ours?.length ?? 0, cell.there?.length ?? 0, cell.base?.length ?? 0) > LONG_TEXT
  const state = choice === null ? (isChoosable ? 'open' : 'told') : typeof choice === 'string' ? choice : 'typed'
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    // biome-ignore lint/a11y/noStaticElementInteractions: a click only says where one is
    <div
      className={`merge-cell merge-is-${state} ${isActive ? 'merge-active' : ''} ${isLong ? 'merge-long' : ''}`}
      onClick={onPick}
    >
      <div className="merge-field">
        {label}
        {cell.cell && <small>{cell.cell}</small>}
        {cell.soft && <em title={w('imports.merge.softNote')}>{w('imports.merge.soft')}</em>}
        {cell.suspicious && <em className="merge-alarm">{w('imports.merge.suspicious')}</em>}
      </div>
      <div className="merge-value merge-base">
        <span className="merge-name">{w('imports.merge.base')}</span>
        <Word
          cell={cell}
          column={column}
          text={cell.base}
          unknown={w(column?.isNew ? 'imports.merge.newColumn' : 'imports.merge.baseUnknown')}
        />
      </div>
      <Side
        cell={cell}
        side="ours"
        chosen={choice === 'ours'}
        choosable={isChoosable}
        label={label}
        onChoose={() => decide('ours')}
      >
        <Value cell={cell} column={column} text={cell.ours} />
        {cell.changed && (
          <small className="merge-who">
            {cell.changed.by} {instantText(cell.changed.at)} {sourceLabel(w, cell.changed.source)}
          </small>
        )}
      </Side>
      <Side
        cell={cell}
        side="theirs"
        chosen={choice === 'theirs'}
        choosable={isChoosable}
        label={label}
        onChoose={() => decide('theirs')}
      >
        {cell.problem ? (
          <>
            <span className="merge-raw">{cell.raw ?? cell.there ?? w('ledger.emptyValue')}</span>
            <small className="merge-problem">{cell.problem}</small>
          </>
        ) : (
          <>
            <Value cell={cell} column={column} text={cell.there} />
            {cell.raw && <small>{w('imports.written', { raw: cell.raw })}</small>}
          </>
        )}
      </Side>
      {isChoosable && (
        <Typed
          cell={cell}
          column={column}
          work={work}
          chosen={choice !== null && typeof choice === 'object' ? (choice.value ?? '') : null}
        />
      )}
    </div>
  )
}

type SideProps = {
  cell: MergeCell
  side: 'ours' | 'theirs'
  chosen: boolean
  choosable: boolean
  label: string
  onChoose: () => void
  children: React.ReactNode
}

function Side({ cell, side, chosen, choosable, label, onChoose, children }: SideProps) {
  const w = useWords()
  const title = w(side === 'ours' ? 'imports.merge.ours' : 'imports.merge.there')
  const isUntouched = side === 'theirs' && tabOf(cell) === 'here'
  if (!choosable)
    return (
      <div className={`merge-value merge-side-${side} ${isUntouched ? 'merge-untouched' : ''}`}>
        <span className="merge-name">{title}</span>
        {isUntouched ? <span className="no-value">{w('imports.merge.untouched')}</span> : children}
      </div>
    )
  return (
    <label className={`merge-value merge-side merge-side-${side} ${chosen ? 'merge-chosen' : ''}`}>
      <input
        type="radio"
        name={cell.key}
        checked={chosen}
        onChange={onChoose}
        tabIndex={-1}
        aria-label={`${label}：${title}`}
      />
      <span className="merge-words">
        <span className="merge-name">{title}</span>
        {children}
      </span>
    </label>
  )
}

type ValueProps = { cell: MergeCell; column: Column | undefined; text: string | null | undefined; unknown?: string }

/** A long text shows what went and what came since it left. */
function Value(props: ValueProps) {
  const { cell, text } = props
  const isLong = Math.max(cell.base?.length ?? 0, text?.length ?? 0) > LONG_TEXT
  if (isLong && cell.base && text && text !== cell.base) return <TextChange before={cell.base} after={text} />
  return <Word {...props} />
}

function Word({ column, text, unknown }: ValueProps) {
  const w = useWords()
  if (text === undefined && unknown) return <span className="no-value">{unknown}</span>
  if (text === null || text === undefined) return <span className="no-value">{w('ledger.emptyValue')}</span>
  return <span className="merge-text">{column?.kind === 'amount' ? thin(text) : text}</span>
}

type TypedProps = { cell: MergeCell; column: Column | undefined; work: DecisionWork; chosen: string | null }

/** Another value than either side's; refused at once when it cannot stand there. */
function Typed({ cell, column, work, chosen }: TypedProps) {
  const w = useWords()
  const [text, setText] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const keep = async (event?: FormEvent) => {
    event?.preventDefault()
    if (text === null || text === chosen || (text === '' && chosen === null)) return
    setBusy(true)
    try {
      await work.type(cell.key, text)
      setText(null)
      setProblem(null)
    } catch (error) {
      setProblem((error as Error).message)
    }
    setBusy(false)
  }
  return (
    <form className={`merge-typed ${chosen !== null ? 'merge-chosen' : ''}`} onSubmit={(event) => void keep(event)}>
      <TextInput
        type="text"
        id={`type-${cell.key}`}
        aria-label={w('imports.merge.typeFor', { field: column?.heading ?? cell.column })}
        aria-invalid={problem !== null}
        placeholder={w('imports.merge.type')}
        list={column?.choices ? `choices-${cell.key}` : undefined}
        value={text ?? chosen ?? ''}
        onChange={setText}
        onBlur={() => void keep()}
        disabled={busy}
      />
      {column?.choices && (
        <datalist id={`choices-${cell.key}`}>
          {column.choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      {problem && <small role="alert">{problem}</small>}
    </form>
  )
}
