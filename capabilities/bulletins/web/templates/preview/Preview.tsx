import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select } from '#platform/web/kit/inputs.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OfficialDocument } from '#platform/word/document-model.ts'
import type { FigureOpening } from '../../sheet/Figures.tsx'
import { Sheet } from '../../sheet/Sheet.tsx'
import type { Previewing } from './use-preview.ts'

/** What is tried out is of no document yet: its figures have no source to open. */
const NO_SOURCES: FigureOpening = { openId: null, known: new Set(), addressOf: () => '', open: () => {} }

/** The text as it will print, with the figures of a round one chooses, and what would be in the way there. */
export function Preview({ preview, isWrong }: { preview: Previewing; isWrong: boolean }) {
  const w = useWords()
  const { rounds, roundId, choose, bulletin, problem, retry, isBehind } = preview
  if (preview.isWithoutRounds)
    return <EmptyState title={w('templates.noRounds')}>{w('templates.noRoundsText')}</EmptyState>
  const state = isBehind ? 'templates.previewBehind' : isWrong ? 'templates.previewOld' : 'templates.previewNow'
  return (
    <>
      <div className="template-preview-head">
        <Field label={w('templates.previewRound')}>
          {(field) => (
            <Select
              {...field}
              value={roundId === null ? '' : String(roundId)}
              onChange={(id) => choose(Number(id))}
              options={rounds.map(({ id, title, lockedAt }) => ({
                value: String(id),
                label: lockedAt ? title : w('templates.roundOpen', { title }),
              }))}
            />
          )}
        </Field>
        <p className="template-preview-state" role="status">
          {w(state)}
        </p>
      </div>
      {problem ? <ErrorNote problem={problem} onRetry={retry} /> : null}
      {bulletin && <Problems problems={bulletin.problems} />}
      {bulletin ? (
        <Sheet document={bulletin.document as OfficialDocument} figures={NO_SOURCES} isDraft />
      ) : (
        !problem && !isWrong && <Skeleton lines={8} />
      )}
    </>
  )
}

/** Closing, contradictions and figures that this period does not have. */
function Problems({ problems }: Pick<Bulletin, 'problems'>) {
  const w = useWords()
  if (problems.length === 0) return null
  return (
    <Note kind="warning">
      <p>
        <strong>{w('templates.problems', { count: problems.length })}</strong>
      </p>
      <ul>
        {problems.map(({ key, kind, sentence }) => (
          <li key={key}>
            <b>{w(`templates.problem.${kind}`)}</b>　{sentence}
          </li>
        ))}
      </ul>
    </Note>
  )
}
