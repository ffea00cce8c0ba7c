import { Button } from '#platform/web/kit/Button.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Places } from '../templates/editor/use-places.ts'
import { WordPalette } from '../templates/palette/WordPalette.tsx'
import { TemplateText } from '../templates/text/TemplateText.tsx'
import { Clash, Differs, nothing } from './PartField.tsx'
import type { IssueEditing } from './use-issue-editor.ts'
import '../templates/templates.css'

type Props = { editor: IssueEditing; places: Places; template: string }

/** The text itself, line by line; a mistake names its line and leads to it. */
export function BodyField({ editor, places, template }: Props) {
  const w = useWords()
  const { text, write, mistakes } = editor
  const wrong = mistakes.filter(({ part }) => part === 'body')
  return (
    <div className="issue-part">
      <Field label={w('bulletins.part.body')} hint={w('bulletins.partHint.body')}>
        {(field) => (
          <TemplateText
            {...field}
            ref={places.refOf('body')}
            value={text.body}
            onChange={(body) => write({ body })}
            mistake={wrong[0]}
            maxLength={60_000}
            onFocus={() => places.setPart('body')}
            onComposing={nothing}
          />
        )}
      </Field>
      {wrong.length > 0 && (
        <ul className="issue-mistakes" role="alert">
          {wrong.map((mistake) => (
            <li key={mistake.at}>
              <Button kind="quiet" size="s" onClick={() => places.goTo(mistake)}>
                {w('bulletins.mistakeLine', { line: mistake.line, column: mistake.column })}
              </Button>
              {mistake.sentence}
            </li>
          ))}
        </ul>
      )}
      <details className="issue-words">
        <summary>{w('bulletins.wordsToInsert')}</summary>
        <div>
          <WordPalette part={places.part} onInsert={places.insert} />
        </div>
      </details>
      <Differs editor={editor} part="body" template={template} />
      <Clash editor={editor} field="body" />
    </div>
  )
}
