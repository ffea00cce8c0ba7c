import { useWords } from '#platform/web/words/use-words.ts'

/** What the parts of the line stand for, once on a page. */
export function ConversionKey() {
  const w = useWords()
  return (
    <p className="conversion-key">
      {(['moved', 'early', 'overdue', 'rest'] as const).map((kind) => (
        <span key={kind}>
          <i className={`conversion-${kind}`} />
          {w(`stages.bar.${kind}`)}
        </span>
      ))}
    </p>
  )
}
