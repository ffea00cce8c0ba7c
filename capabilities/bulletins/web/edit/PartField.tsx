import type { ReactNode } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Places } from '../templates/editor/use-places.ts'
import { TemplateText } from '../templates/text/TemplateText.tsx'
import type { IssueField, Part } from './issue-text.ts'
import type { IssueEditing } from './use-issue-editor.ts'

type Props = { part: Exclude<Part, 'body'>; editor: IssueEditing; places: Places; template: string }

/** As long as the server takes. */
const LONGEST: Record<Props['part'], number> = { masthead: 200, title: 400, addressees: 1000, copyTo: 1000, note: 200 }

/** One short part of the document, with what differs from the template and a way back to it. */
export function PartField({ part, editor, places, template }: Props) {
  const w = useWords()
  const { text, write, mistakes } = editor
  const wrong = mistakes.filter((mistake) => mistake.part === part)
  const onChange = (next: string) => write({ [part]: next })
  return (
    <div className="issue-part">
      <Field
        label={w(`bulletins.part.${part}`)}
        hint={w(`bulletins.partHint.${part}`)}
        error={wrong.length > 0 ? <Mistakes sentences={wrong} /> : undefined}
      >
        {(field) =>
          isFilled(part) ? (
            <TemplateText
              {...field}
              ref={places.refOf(part)}
              isOneLine
              value={text[part]}
              onChange={onChange}
              mistake={wrong[0]}
              maxLength={LONGEST[part]}
              onFocus={() => places.setPart(part)}
              onComposing={nothing}
            />
          ) : (
            <TextInput {...field} value={text[part]} onChange={onChange} maxLength={LONGEST[part]} />
          )
        }
      </Field>
      <Differs editor={editor} part={part} template={template} />
      <Clash editor={editor} field={part} />
    </div>
  )
}

/** Title, addressees and note are filled in; the masthead and whom it is copied to are printed as they stand. */
function isFilled(part: Part): part is Places['part'] {
  return part !== 'masthead' && part !== 'copyTo'
}

/** The sheet is made when the words are saved, not while they are composed. */
export function nothing(): void {}

function Mistakes({ sentences }: { sentences: IssueEditing['mistakes'] }): ReactNode {
  const w = useWords()
  return sentences.map(({ column, at, sentence }) => (
    <span key={at} className="issue-mistake">
      {w('bulletins.mistakeAt', { column })}
      {sentence}
    </span>
  ))
}

/** Stands beside the label: that the words are this issue's own, and the way back. */
export function Differs({ editor, part, template }: { editor: IssueEditing; part: Part; template: string }) {
  const w = useWords()
  if (editor.text[part] === template) return null
  return (
    <p className="issue-differs">
      <span>{w('bulletins.differsFromTemplate')}</span>
      <Button
        kind="quiet"
        size="s"
        aria-label={w('bulletins.backPart', { part: w(`bulletins.part.${part}`) })}
        onClick={({ currentTarget }) => {
          // the button goes with the difference: the focus stays with the part
          currentTarget.closest('.issue-part')?.querySelector<HTMLElement>('input, textarea')?.focus()
          editor.write({ [part]: template })
        }}
      >
        {w('bulletins.back')}
      </Button>
    </p>
  )
}

/** Both wrote: one's own words stay, the other's stand below and can be taken. */
export function Clash({ editor, field }: { editor: IssueEditing; field: IssueField }) {
  const w = useWords()
  const theirs = editor.clashes[field]
  if (theirs === undefined) return null
  return (
    <div className="issue-clash" role="alert">
      <p>{w('bulletins.clash')}</p>
      <pre>{theirs || w('bulletins.clashEmpty')}</pre>
      <Button size="s" onClick={() => editor.take(field)}>
        {w('bulletins.clashTake')}
      </Button>
    </div>
  )
}
