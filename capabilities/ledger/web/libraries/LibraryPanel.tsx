import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { dateText, instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Move, ProjectLibrary } from '../../libraries/contract.ts'
import { type MoveKind, RULES } from '../../libraries/rules.ts'
import { ledger } from '../api.ts'
import { libraryLabel } from '../parts/labels.ts'
import { MoveActions } from './MoveActions.tsx'
import { changeText, kindLabel } from './move-words.ts'
import { rosterTitle } from './use-rosters.ts'
import './libraries.css'

const MoveDialog = lazy(async () => ({ default: (await import('./MoveDialog.tsx')).MoveDialog }))

/** 入库调库 and 清单 of one project: how it came where it is, what waits, which lists it is on. */
export function LibraryPanel({ projectId, name }: { projectId: number; name: string }) {
  const w = useWords()
  const { data, error, refetch } = useQuery(ledger.readProjectLibrary.query({ params: { id: projectId } }))
  const [moving, setMoving] = useState<MoveKind | 'any' | null>(null)
  const waiting = data?.moves.find(({ state }) => state === 'waiting')
  const kinds = data?.allowed.map(({ kind }) => kind) ?? []
  const mayMove = data?.mayPropose === true && !waiting && kinds.length > 0
  const last = data?.moves.find(({ state }) => state === 'approved')
  const counter = last && last.kind !== 'entry' ? RULES[last.kind].counter : null
  return (
    <div className="library-panel">
      <Section
        title={w('libraries.movesTitle')}
        aside={
          mayMove && (
            <span className="no-print">
              {counter && kinds.includes(counter) && (
                <Button kind="quiet" size="s" onClick={() => setMoving(counter)}>
                  {w('libraries.counter')}
                </Button>
              )}
              <Button kind="quiet" size="s" onClick={() => setMoving('any')}>
                {w('libraries.proposeMove')}
              </Button>
            </span>
          )
        }
      >
        {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : !data ? <Skeleton lines={3} /> : null}
        {data && <Moves library={data} waiting={waiting} />}
      </Section>
      <Section title={w('libraries.lists')}>{data && <Lists lists={data.lists} />}</Section>
      {moving && (
        <Suspense fallback={null}>
          <MoveDialog
            projects={[{ id: projectId, name }]}
            kinds={kinds}
            first={moving === 'any' ? undefined : moving}
            onClose={() => setMoving(null)}
          />
        </Suspense>
      )}
    </div>
  )
}

function Moves({ library, waiting }: { library: ProjectLibrary; waiting: Move | undefined }) {
  const w = useWords()
  return (
    <>
      {waiting && <Note kind="warning">{w('libraries.waitingNote', { kind: kindLabel(w, waiting.kind) })}</Note>}
      {library.unmet.length > 0 && (
        <Note>
          {w('libraries.unmet', { library: libraryLabel(w, library.library), rules: library.unmet.join('、') })}
        </Note>
      )}
      {library.moves.length === 0 && <p className="no-value">{w('libraries.noMovesYet')}</p>}
      <ol className="moves">
        {library.moves.map((move) => (
          <li key={move.id} className={`move-${move.state}`}>
            <MoveLine move={move} />
            {move.state === 'waiting' && <MoveActions move={move} mayDecide={library.mayDecide} />}
          </li>
        ))}
      </ol>
    </>
  )
}

/** What was asked, by whom and why; what came of it, on which paper. */
function MoveLine({ move }: { move: Move }) {
  const w = useWords()
  const { kind, state, effectiveOn, proposedBy, proposedAt, decidedBy, decidedAt, source } = move
  const proposed =
    source === 'proposal' ? `${w('libraries.proposed')}：${proposedBy ?? ''} ${instantText(proposedAt)}` : null
  const isAutomatic = source === 'creation' || source === 'import' || source === 'undo'
  return (
    <div>
      <p>
        <b>{kindLabel(w, kind)}</b>
        <span className={`move-state move-state-${state}`}>{w(`libraries.state.${state}`)}</span>
        <span className="move-change">{changeText(w, move)}</span>
      </p>
      <p>
        {isAutomatic ? w(`libraries.source.${source}`) : move.reason}
        {move.decisionRemark && `　${w('libraries.remark')}：${move.decisionRemark}`}
      </p>
      <small>
        {state !== 'refused' && state !== 'retracted' && `${w('libraries.effectiveOn')}：${dateText(effectiveOn)}　`}
        {proposed && `${proposed}　`}
        {decidedAt &&
          `${w('libraries.decided')}：${w('libraries.decidedBy', { name: decidedBy ?? '', at: instantText(decidedAt) })}`}
        {move.documentNumber && `　${documentText(w, move)}`}
      </small>
    </div>
  )
}

export function documentText(
  w: ReturnType<typeof useWords>,
  { documentNumber, documentDate, decidingBody }: Move,
): string {
  if (!documentNumber) return ''
  return w('libraries.documentLine', {
    body: decidingBody ?? '',
    number: documentNumber,
    date: documentDate ? dateText(documentDate) : '',
  })
}

function Lists({ lists }: { lists: ProjectLibrary['lists'] }) {
  const w = useWords()
  if (lists.length === 0) return <p className="no-value">{w('libraries.noLists')}</p>
  return (
    <ul className="moves">
      {lists.map((list) => (
        <li key={`${list.rosterId} ${list.joinedOn}`} className={list.leftOn ? 'move-retracted' : ''}>
          <p>
            <Link to={`/rosters/${list.rosterId}`}>{rosterTitle(list)}</Link>
            {list.tier && <span className="move-change">{list.tier}</span>}
          </p>
          <small>
            {list.leftOn
              ? w('libraries.listLeft', {
                  from: dateText(list.joinedOn),
                  to: dateText(list.leftOn),
                  reason: list.leaveReason ?? '',
                })
              : w('libraries.listedSince', { date: dateText(list.joinedOn), batch: list.batch && `（${list.batch}）` })}
            {list.joinDocument && `　${list.joinDocument}`}
          </small>
        </li>
      ))}
    </ul>
  )
}
