import { dateInChina } from '#kernel/period.ts'
import { Link } from '#platform/web/address.tsx'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Dictionary, Term } from '../../dictionaries/contract.ts'
import type { Opened } from './DictionariesPage.tsx'

type Props = { dictionary: Dictionary; onOpen: ((opened: Opened) => void) | null }

/** One name as a dictionary prints it: the headword, what it stands for, then its terms. */
export function DictionaryEntry({ dictionary, onOpen }: Props) {
  const w = useWords()
  const { name, meaning, source, isExample, terms } = dictionary
  return (
    <section className="dictionary" aria-label={name}>
      <header>
        <h2>{name}</h2>
        {onOpen && (
          <Button kind="quiet" size="s" className="no-print" onClick={() => onOpen({ what: 'dictionary', dictionary })}>
            {w('settings.dictionary.edit')}
          </Button>
        )}
      </header>
      <div>
        <p className={meaning ? '' : 'unsaid'}>{meaning || w('settings.dictionary.noMeaning')}</p>
        <p className="dictionary-source">{source || w('settings.dictionary.noSource')}</p>
        {isExample && <p className="dictionary-example">{w('settings.dictionary.example')}</p>}
        {terms.length > 0 ? (
          <ol className="terms">
            {terms.map((term) => (
              <TermLine
                key={term.id}
                term={term}
                onEdit={onOpen && (() => onOpen({ what: 'term', dictionary, term }))}
              />
            ))}
          </ol>
        ) : (
          <p className="unsaid">{w('settings.dictionary.noTerms')}</p>
        )}
        {onOpen && (
          <Button size="s" className="no-print" onClick={() => onOpen({ what: 'term', dictionary, term: null })}>
            {w('settings.dictionary.addTerm')}
          </Button>
        )}
      </div>
    </section>
  )
}

function TermLine({ term, onEdit }: { term: Term; onEdit: (() => void) | null }) {
  const w = useWords()
  const mayRead = useMay('project.read')
  const isRetired = term.validTo !== null && term.validTo <= dateInChina(new Date())
  return (
    <li className={isRetired ? 'term-retired' : ''}>
      <strong>{term.label}</strong>
      <span>{term.meaning}</span>
      <small>
        {term.validTo &&
          w(isRetired ? 'settings.dictionary.retired' : 'settings.dictionary.retiring', {
            date: dateText(term.validTo),
          })}
      </small>
      <span className="term-actions no-print">
        {mayRead && <Link to={`/projects?term=${term.id}`}>{w('settings.dictionary.projects')}</Link>}
        {onEdit && (
          <Button kind="quiet" size="s" onClick={onEdit}>
            {w('settings.dictionary.edit')}
          </Button>
        )}
      </span>
    </li>
  )
}
