import { useState } from 'react'
import { type Month, monthOf, monthText, yearOf } from '#kernel/period.ts'
import { monthName, monthOfYear } from '../format.ts'
import { useWords } from '../words/use-words.ts'
import { Popover } from './Popover.tsx'
import './month.css'

type Props = {
  value: Month | null
  onChange: (month: Month) => void
  min?: Month
  max?: Month
  id?: string
  label?: string
}

/** A month: a year to leaf through and its twelve months. */
export function MonthPicker({ value, onChange, min, max, id, label }: Props) {
  const w = useWords()
  const name = label ?? w('kit.month.choose')
  return (
    <Popover
      label={name}
      trigger={(attributes) => (
        <button type="button" id={id} className="input month-button" {...attributes}>
          {value ? monthOfYear(value) : w('kit.month.choose')}
        </button>
      )}
    >
      {(close) => (
        <Year
          value={value}
          min={min}
          max={max}
          onChange={(month) => {
            onChange(month)
            close()
          }}
        />
      )}
    </Popover>
  )
}

function Year({ value, onChange, min = '2000-01', max = '2099-12' }: Props) {
  const w = useWords()
  const [year, setYear] = useState(yearOf(value ?? (max === '2099-12' ? monthText(new Date().getFullYear(), 1) : max)))
  return (
    <div className="month-year">
      <header>
        <button
          type="button"
          aria-label={w('kit.month.previousYear')}
          disabled={year <= yearOf(min)}
          onClick={() => setYear(year - 1)}
        >
          ‹
        </button>
        <strong>{year}</strong>
        <button
          type="button"
          aria-label={w('kit.month.nextYear')}
          disabled={year >= yearOf(max)}
          onClick={() => setYear(year + 1)}
        >
          ›
        </button>
      </header>
      <div className="month-grid">
        {Array.from({ length: 12 }, (_, index) => monthText(year, index + 1)).map((month) => (
          <button
            key={month}
            type="button"
            aria-pressed={month === value}
            disabled={month < min || month > max}
            onClick={() => onChange(month)}
          >
            {monthName(monthOf(month))}
          </button>
        ))}
      </div>
    </div>
  )
}
