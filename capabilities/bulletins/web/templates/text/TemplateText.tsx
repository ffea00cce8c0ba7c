import { type KeyboardEvent, type SyntheticEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ControlAttributes } from '#platform/web/kit/Field.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { markedLines, type Stretch } from './marks.ts'
import { lineOf, mistakeSpan } from './mistake-place.ts'
import './template-text.css'

type Props = ControlAttributes & {
  value: string
  onChange: (next: string) => void
  mistake: { at: number; sentence: string } | undefined
  /** A title or a note: no line numbers, Enter does nothing, and what is wrong is said below by its field. */
  isOneLine?: boolean
  maxLength: number
  onFocus: () => void
  /** Told while a word is composed with an input method: what stands there is not meant yet. */
  onComposing: (isComposing: boolean) => void
  ref: (field: HTMLTextAreaElement | null) => void
}

/**
 * Text with its `{{…}}` marked. A plain textarea lies over a mirror of the same text, which draws marks, line numbers and the mistake but no
 * letters: input methods, undo and spelling stay the browser's own.
 */
export function TemplateText(props: Props) {
  const { value, onChange, mistake, isOneLine = false, onFocus, onComposing, ref, ...rest } = props
  const w = useWords()
  const { begun, own } = useOwnText(value)
  const told = useId()
  const [caretLine, setCaretLine] = useState(1)
  const wrong = useMemo(() => (mistake ? mistakeSpan(value, mistake.at) : null), [value, mistake])
  const lines = useMemo(() => markedLines(value, wrong), [value, wrong])
  const wrongLine = mistake && !isOneLine ? lineOf(value, mistake.at) : 0
  const onKeyDown = (event: KeyboardEvent) => {
    if (isOneLine && event.key === 'Enter' && !event.nativeEvent.isComposing) event.preventDefault()
  }
  const onSelect = ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) =>
    setCaretLine(lineOf(value, currentTarget.selectionStart))
  return (
    <div className={`template-text ${isOneLine ? 'template-text-line' : ''}`} lang="zh-CN">
      <div className="template-mirror" aria-hidden="true">
        {lines.map((stretches, index) => (
          <MirrorLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            key={index}
            number={index + 1}
            stretches={stretches}
            sentence={index + 1 === wrongLine ? mistake?.sentence : undefined}
            // what is written after the mistake is not covered by its sentence
            isAbove={caretLine > wrongLine}
          />
        ))}
      </div>
      <textarea
        {...rest}
        ref={(field) => {
          own.current = field
          ref(field)
        }}
        className="template-input"
        defaultValue={begun}
        aria-describedby={wrongLine > 0 ? told : rest['aria-describedby']}
        aria-invalid={mistake ? true : undefined}
        spellCheck={false}
        onChange={({ target }) => {
          // pasted with its line breaks
          if (isOneLine && target.value.includes('\n')) target.value = target.value.replaceAll('\n', '')
          onChange(target.value)
        }}
        onSelect={onSelect}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onCompositionStart={() => onComposing(true)}
        onCompositionEnd={() => onComposing(false)}
      />
      {wrongLine > 0 && (
        <p id={told} className="sr-only" role="status">
          {w('templates.mistakeAt', { line: wrongLine, sentence: mistake!.sentence })}
        </p>
      )}
    </div>
  )
}

/** The field keeps its text itself, and is written to only when another text takes its place: else the browser's undo would be lost. */
function useOwnText(value: string) {
  const own = useRef<HTMLTextAreaElement>(null)
  const [begun] = useState(value)
  useLayoutEffect(() => {
    if (own.current && own.current.value !== value) own.current.value = value
  }, [value])
  return { begun, own }
}

type LineProps = {
  number: number
  stretches: readonly Stretch[]
  sentence: string | undefined
  isAbove: boolean
}

function MirrorLine({ number, stretches, sentence, isAbove }: LineProps) {
  return (
    <div className="template-line" data-line={number}>
      {stretches.map(({ text, mark, isWrong }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no identity
          key={index}
          className={`${mark ? `template-mark-${mark}` : ''} ${isWrong ? 'template-wrong' : ''}`}
        >
          {text}
        </span>
      ))}
      {sentence && <p className={`template-sentence ${isAbove ? 'template-sentence-above' : ''}`}>{sentence}</p>}
    </div>
  )
}
