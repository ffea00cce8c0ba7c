import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ProjectPapers } from '../contract.ts'
import type { ApprovalKind } from '../vocabulary.ts'
import { papers } from './api.ts'
import { ApprovalTable } from './list/ApprovalTable.tsx'
import { PaperList } from './list/PaperList.tsx'
import { Warnings } from './list/Warnings.tsx'
import { PaperPanel } from './PaperPanel.tsx'
import { Uploader } from './upload/Uploader.tsx'
import './papers.css'

const PaperForm = lazy(async () => ({ default: (await import('./PaperForm.tsx')).PaperForm }))

/** 手续与材料 of one project: how far its approvals are, and everything on file; a paper opens beside the page. */
export function PapersPanel({ project }: { project: { id: number } }) {
  const w = useWords()
  const { data, error, refetch } = useQuery(papers.listPapers.query({ params: { id: project.id } }))
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={6} />
  return <Loaded projectId={project.id} data={data} label={w('papers.title')} />
}

function Loaded({ projectId, data, label }: { projectId: number; data: ProjectPapers; label: string }) {
  const w = useWords()
  const [search, set] = useSearch()
  const [entering, setEntering] = useState<{ approvalKind: ApprovalKind | null } | null>(null)
  const opened = data.papers.find(({ id }) => String(id) === search.paper)
  const open = (id: number) => set({ paper: String(id) })
  const body = (
    <>
      <Warnings warnings={data.board.warnings} />
      <ApprovalTable
        projectId={projectId}
        data={data}
        onOpen={open}
        onEnter={(approvalKind) => setEntering({ approvalKind })}
      />
      <div className="papers-head">
        <h3>{w('papers.filesTitle')}</h3>
        {data.mayAdd && (
          <Button kind="quiet" size="s" className="no-print" onClick={() => setEntering({ approvalKind: null })}>
            {w('papers.enterTitle')}
          </Button>
        )}
      </div>
      <PaperList data={data} onOpen={open} />
    </>
  )
  return (
    <section className="papers" aria-label={label}>
      {data.mayAdd ? (
        <Uploader projectId={projectId} onOpen={open}>
          {body}
        </Uploader>
      ) : (
        body
      )}
      {entering && (
        <Suspense fallback={null}>
          <PaperForm
            projectId={projectId}
            approvalKind={entering.approvalKind}
            onClose={() => setEntering(null)}
            onSaved={(paper) => {
              setEntering(null)
              open(paper.id)
            }}
          />
        </Suspense>
      )}
      {opened && <PaperPanel key={opened.id} paper={opened} rights={data} onClose={() => set({ paper: undefined })} />}
    </section>
  )
}
