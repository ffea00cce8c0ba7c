import { Select } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Matched } from '../../rosters/contract.ts'
import { type Picks, pickOf } from './matching.ts'

type Props = { matched: readonly Matched[]; picks: Picks; onPick: (at: number, id: number | null) => void }

/** Each pasted line with what it was found to mean; doubtful ones first, with a choice. */
export function MatchedLines({ matched, picks, onPick }: Props) {
  const w = useWords()
  const isSure = ({ how }: Matched) => how === 'code' || how === 'name' || how === 'formerName'
  const lines = matched
    .map((line, at) => ({ line, at }))
    .sort((a, b) => Number(isSure(a.line)) - Number(isSure(b.line)) || a.at - b.at)
  return (
    <ol className="matched">
      {lines.map(({ line, at }) => {
        const picked = pickOf(line, picks[at])
        const candidate = line.candidates.find(({ id }) => id === picked)
        return (
          <li key={at} className={isSure(line) ? '' : 'matched-open'}>
            <p>{line.line}</p>
            <div>
              {line.candidates.length > 0 && (
                <Select
                  aria-label={line.line}
                  value={picked === null ? '' : String(picked)}
                  empty={w('libraries.skip')}
                  onChange={(id) => onPick(at, id === '' ? null : Number(id))}
                  options={line.candidates.map(({ id, name, countyName, code }) => ({
                    value: String(id),
                    label: [name, countyName, code].filter(Boolean).join('　'),
                  }))}
                />
              )}
              <small>
                {w(`libraries.how.${line.how}`)}
                {candidate?.isMember && `　${w('libraries.already')}`}
              </small>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
