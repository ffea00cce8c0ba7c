import { type ReactNode, useEffect, useRef, useState } from 'react'
import { compareWan, type Wan, yiNumber } from '#kernel/money.ts'
import { thin } from '../format.ts'
import { useWords } from '../words/use-words.ts'
import { readMoney } from './money-text.ts'
import './field.css'

type Props = {
  /** 万元 as decimal text; null is empty. */
  value: Wan | null
  /** Called with every readable amount; `problem` says why the text is none (the value is then null). */
  onChange: (value: Wan | null, problem: string | null) => void
  allowNegative?: boolean
  /** Beside the field instead of the 亿元 echo: last period's figure, for example. */
  echo?: ReactNode
  id?: string
  disabled?: boolean
  autoFocus?: boolean
  placeholder?: string
  onEnter?: () => void
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
  'aria-required'?: boolean
}

/** 万元, with the same amount in 亿元 beside it while one types; understands full-width digits, separators and a pasted `1.2亿元`. */
export function MoneyInput({ value, onChange, allowNegative = false, echo, onEnter, ...rest }: Props) {
  const w = useWords()
  const [text, setText] = useState(value ?? '')
  const sent = useRef<Wan | null>(value)
  // the field changes from outside (another report loaded): what was typed gives way
  useEffect(() => {
    if (sent.current === value) return
    sent.current = value
    setText(value ?? '')
  }, [value])
  const reading = readMoney(text, { allowNegative })
  const problem = reading.problem ? w(`kit.money.${reading.problem}`) : null
  const type = (next: string) => {
    setText(next)
    const read = readMoney(next, { allowNegative })
    sent.current = read.wan
    onChange(read.wan, read.problem ? w(`kit.money.${read.problem}`) : null)
  }
  const large = reading.wan !== null && compareWan(reading.wan.replace('-', ''), '10000') >= 0
  return (
    <span className="money">
      <span className={`money-box ${problem ? 'money-wrong' : ''}`}>
        <input
          className="money-text"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={(event) => type(event.target.value)}
          onBlur={() => reading.wan !== null && setText(reading.wan)}
          onKeyDown={(event) => event.key === 'Enter' && onEnter?.()}
          {...rest}
          aria-invalid={problem ? true : rest['aria-invalid']}
        />
        <span className="money-unit">{w('kit.unit.wan')}</span>
      </span>
      <span className={`money-echo ${problem ? 'money-problem' : ''}`} aria-live="polite">
        {problem ?? echo ?? (large ? w('kit.money.echo', { yi: thin(yiNumber(reading.wan!, 8)) }) : '')}
      </span>
    </span>
  )
}
