import { useState } from 'react'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Paper, ProjectPapers } from '../../contract.ts'
import { PAPER_KINDS } from '../../vocabulary.ts'
import { papers as api } from '../api.ts'
import { dateWords, fileText, isPicture, kindLabel } from '../labels.ts'

type Props = { data: ProjectPapers; onOpen: (paperId: number) => void }

/** Everything on file, kind by kind; photographs as small pictures. */
export function PaperList({ data, onOpen }: Props) {
  const w = useWords()
  const [withWithdrawn, setWithWithdrawn] = useState(false)
  // approvals known by number alone stand in the table above
  const listed = data.papers.filter(({ kind, files }) => kind !== 'approval' || files.length > 0)
  const withdrawn = data.papers.filter((paper) => paper.withdrawn)
  const shown = listed.filter((paper) => withWithdrawn || !paper.withdrawn)
  if (listed.length === 0 && withdrawn.length === 0) {
    return <EmptyState title={w('papers.none')}>{w(data.mayAdd ? 'papers.noneText' : 'papers.noneReading')}</EmptyState>
  }
  return (
    <div className="paper-list">
      {PAPER_KINDS.map((kind) => {
        const own = shown.filter((paper) => paper.kind === kind)
        const pictures = own.filter(({ files }) => files[0] && isPicture(files[0].format))
        const others = own.filter((paper) => kind !== 'photograph' || !pictures.includes(paper))
        return own.length === 0 ? null : (
          <section key={kind}>
            <h4>
              {w(`papers.kind.${kind}`)} <small>{own.length}</small>
            </h4>
            {kind === 'photograph' && <Pictures papers={pictures} onOpen={onOpen} />}
            {others.length > 0 && (
              <ul>
                {others.map((paper) => (
                  <PaperRow key={paper.id} paper={paper} onOpen={() => onOpen(paper.id)} />
                ))}
              </ul>
            )}
          </section>
        )
      })}
      {withdrawn.length > 0 && (
        <Button kind="quiet" size="s" className="no-print" onClick={() => setWithWithdrawn(!withWithdrawn)}>
          {withWithdrawn ? w('papers.hideWithdrawn') : w('papers.showWithdrawn', { count: withdrawn.length })}
        </Button>
      )}
    </div>
  )
}

function PaperRow({ paper, onOpen }: { paper: Paper; onOpen: () => void }) {
  const w = useWords()
  const [file] = paper.files
  return (
    <li className={paper.withdrawn ? 'paper-withdrawn' : ''}>
      <button type="button" className="papers-link" onClick={onOpen}>
        {paper.title}
      </button>
      <span className="paper-number">
        {paper.withdrawn ? w('papers.withdrawn') : paper.kind === 'approval' && kindLabel(w, paper)}
        {paper.number && <span>{paper.number}</span>}
        {paper.issuedOn && <span>{dateWords(paper.issuedOn)}</span>}
      </span>
      <small>
        {file ? fileText(w, file) : w('papers.noFile')}
        {paper.files.length > 1 && ` · ${w('papers.versionNumber', { number: paper.files.length })}`}
      </small>
      <small>{w('papers.uploadedBy', { by: paper.createdBy, at: instantText(paper.createdAt) })}</small>
    </li>
  )
}

function Pictures({ papers, onOpen }: { papers: readonly Paper[]; onOpen: (paperId: number) => void }) {
  if (papers.length === 0) return null
  return (
    <ul className="paper-pictures">
      {papers.map((paper) => (
        <li key={paper.id} className={paper.withdrawn ? 'paper-withdrawn' : ''}>
          <button type="button" onClick={() => onOpen(paper.id)}>
            <img
              src={api.downloadPaper.url({
                params: { id: paper.id },
                query: { look: 'true', version: paper.files[0]!.number },
              })}
              alt={paper.title}
              loading="lazy"
              decoding="async"
            />
            <span>{paper.title}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
