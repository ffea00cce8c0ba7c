import { useState } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { SearchSelect } from '#platform/web/kit/SearchSelect.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview, ImportQuestion } from '../../import/contract.ts'
import type { Answered } from './standing.ts'
import type { ImportWork } from './use-import.ts'

type Props = { preview: ImportPreview; work: ImportWork }
/** More choices than this are searched, not listed. */
const LISTED = 5

/** What must be answered before anything is written: first and large. */
export function Questions({ preview, work }: Props) {
  const w = useWords()
  const open = preview.questions.filter(({ answer }) => answer === null)
  if (open.length === 0 && work.answered.length === 0) return null
  return (
    <section className="questions" aria-label={w('imports.questions')}>
      <h2 aria-live="polite">
        {open.length > 0 ? w('imports.questionsOpen', { count: open.length }) : w('imports.questionsDone')}
      </h2>
      <ol>
        {open.map((question) => (
          <Question key={question.key} question={question} work={work} />
        ))}
      </ol>
      <GivenAnswers work={work} />
    </section>
  )
}

/** What one may settle, or leave as it is. */
export function OpenPoints({ preview, work }: Props) {
  const w = useWords()
  return (
    <section className="questions questions-open">
      <p className="no-value">{w('imports.pointsNote')}</p>
      <ol>
        {preview.openPoints.map((question) => (
          <Question key={question.key} question={question} work={work} />
        ))}
      </ol>
    </section>
  )
}

export function Question({ question, work }: { question: ImportQuestion; work: ImportWork }) {
  const w = useWords()
  const place = [
    question.cell ?? (question.excelRow ? w('imports.row', { row: question.excelRow }) : null),
    question.raw && w('imports.written', { raw: question.raw }),
  ]
  return (
    <li>
      <p className="question-text">{question.text}</p>
      <p className="question-place">
        {[question.sheet, ...place].filter(Boolean).join(' · ')}
        <InSheet question={question} />
      </p>
      <Answer
        question={question}
        busy={work.rereading}
        onAnswer={(value, label) => void work.answer(question, value, label)}
      />
    </li>
  )
}

/** Leads to the cell on the sheet itself. */
function InSheet({ question: { sheet, cell, excelRow } }: { question: ImportQuestion }) {
  const w = useWords()
  const [, set] = useSearch()
  const row = excelRow ?? /第(\d+)行/.exec(cell ?? '')?.[1]
  const at = /[A-Z]{1,3}\d+/.exec(cell ?? '')?.[0] ?? (row ? `A${row}` : undefined)
  if (!sheet || !at) return null
  return (
    <Button kind="quiet" size="s" onClick={() => set({ view: 'understood', form: undefined, sheet, at })}>
      {w('mapping.seeInSheet')}
    </Button>
  )
}

type AnswerProps = { question: ImportQuestion; busy: boolean; onAnswer: (value: string, label: string) => void }

/** A few choices are buttons; creating what is missing always is; many are searched; none at all is typed. */
function Answer({ question: { choices = [], text }, busy, onAnswer }: AnswerProps) {
  const w = useWords()
  const listed =
    choices.length <= LISTED ? choices : choices.filter(({ value }) => value === 'create' || value === 'blank')
  const searched = choices.length <= LISTED ? [] : choices.filter((choice) => !listed.includes(choice))
  return (
    <div className="question-answers">
      {searched.length > 0 && (
        <span className="question-search">
          <SearchSelect
            value={null}
            options={searched}
            label={text}
            placeholder={w('imports.chooseOne')}
            disabled={busy}
            onChange={(value) =>
              value !== null && onAnswer(value, searched.find((choice) => choice.value === value)!.label)
            }
          />
        </span>
      )}
      {listed.map(({ value, label }) => (
        <Button key={value} disabled={busy} onClick={() => onAnswer(value, label)}>
          {label}
        </Button>
      ))}
      {choices.length === 0 && <TypedAnswer label={text} busy={busy} onAnswer={onAnswer} />}
    </div>
  )
}

function TypedAnswer({
  label,
  busy,
  onAnswer,
}: {
  label: string
  busy: boolean
  onAnswer: (value: string, label: string) => void
}) {
  const w = useWords()
  const [text, setText] = useState('')
  const value = text.trim()
  return (
    <form
      className="question-typed"
      onSubmit={(event) => {
        event.preventDefault()
        if (value !== '') onAnswer(value, value)
      }}
    >
      <TextInput aria-label={label} value={text} onChange={setText} placeholder={w('imports.typeAnswer')} />
      <Button type="submit" disabled={value === '' || busy}>
        {w('imports.giveAnswer')}
      </Button>
    </form>
  )
}

/** Answers given here stay in sight and may be given anew. */
function GivenAnswers({ work }: { work: ImportWork }) {
  const w = useWords()
  if (work.answered.length === 0) return null
  return (
    <details className="answered">
      <summary>{w('imports.answered', { count: work.answered.length })}</summary>
      <ul>
        {work.answered.map((given) => (
          <GivenAnswer key={given.key} given={given} work={work} />
        ))}
      </ul>
    </details>
  )
}

function GivenAnswer({ given, work }: { given: Answered; work: ImportWork }) {
  const w = useWords()
  const [changing, setChanging] = useState(false)
  const question = { key: given.key, code: '', text: given.text, answer: given.answer }
  return (
    <li>
      <span>{given.text}</span>
      <strong>{given.label}</strong>
      {changing ? (
        <TypedAnswer
          label={given.text}
          busy={work.rereading}
          onAnswer={(value, label) => void work.answer(question, value, label).then(() => setChanging(false))}
        />
      ) : (
        given.answer === given.label && (
          <Button kind="quiet" size="s" onClick={() => setChanging(true)}>
            {w('imports.changeAnswer')}
          </Button>
        )
      )}
    </li>
  )
}
