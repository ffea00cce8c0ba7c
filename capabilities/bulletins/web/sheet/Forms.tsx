import { cleanText, type FormField, type FormRow, type PictureBlock } from '#platform/word/document-model.ts'
import { LEVEL_COLOURS, levelText, printedSize } from '#platform/word/document-texts.ts'
import { Runs } from './Figures.tsx'

/** mm of the type area. */
const WIDEST = 156

/** One row of a form: a label and its value, or two such pairs. */
export function FormRowView({ row }: { row: FormRow }) {
  return (
    <dl className="sheet-form-row">
      {row.fields.slice(0, 2).map((field) => (
        <div key={field.label} className="sheet-form-field">
          <dt>{cleanText(field.label)}</dt>
          <dd style={{ paddingBottom: `calc(var(--form-line) * ${field.blankLines ?? 0})` }}>
            <Level field={field} />
            <Runs runs={(field.runs ?? []).map((run) => ({ ...run, text: cleanText(run.text) }))} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The colour and the word for it, never the colour alone. */
function Level({ field }: { field: FormField }) {
  if (!field.level) return null
  return (
    <span className="sheet-level">
      <i style={{ background: `#${LEVEL_COLOURS[field.level]}` }} />
      {levelText(field)}
    </span>
  )
}

/** As an image of its own the SVG can neither run script nor reach the page's styles. */
export function Picture({ picture }: { picture: PictureBlock }) {
  const { width, height } = printedSize(picture, WIDEST)
  const caption = cleanText(picture.caption ?? '')
  return (
    <figure className="sheet-picture">
      <img
        src={`data:image/svg+xml,${encodeURIComponent(picture.svg)}`}
        alt={cleanText(picture.alt)}
        style={{ width: `calc(var(--mm) * ${width.toFixed(2)})`, height: `calc(var(--mm) * ${height.toFixed(2)})` }}
      />
      {caption !== '' && <figcaption className="sheet-line sheet-caption">{caption}</figcaption>}
    </figure>
  )
}
