import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reply } from '#platform/http/contract.ts'
import { Link, useGo } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { FileDrop } from '#platform/web/kit/FileDrop.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { queries } from '#platform/web/query.ts'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useMay, useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { type importRoutes, MAX_WORKBOOK_BYTES } from '../../import/contract.ts'
import { ledger } from '../api.ts'
import { stateLabel } from './state-label.ts'
import './imports.css'

type Row = Reply<typeof importRoutes.listImports>['items'][number]

/** 导入台账: drop a workbook; below, what was imported before. */
export function ImportsPage() {
  const w = useWords()
  const mayMerge = useMay('project.merge')
  return (
    <Page
      title={w('imports.title')}
      note={w('imports.note')}
      trail={<Link to="/projects">{w('ledger.list.title')}</Link>}
      toolbar={
        mayMerge && (
          <Link className="button" to="/duplicates">
            {w('duplicates.title')}
          </Link>
        )
      }
    >
      <Upload />
      <Section title={w('imports.earlier')}>
        <Earlier />
      </Section>
    </Page>
  )
}

function Upload() {
  const w = useWords()
  const go = useGo()
  const me = useMe()
  const [region] = useRegionChoice()
  const [percent, setPercent] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const send = async (file: File) => {
    setProblem(null)
    setPercent(0)
    try {
      const query = region ? { org: region.id } : {}
      const preview = await ledger.previewImport({ query, file, fileName: file.name }, { onProgress: setPercent })
      queries.setQueryData(ledger.readImport.key({ params: { id: preview.id } }), preview)
      void queries.invalidateQueries({ queryKey: ledger.listImports.key() })
      go(`/imports/${preview.id}`)
    } catch (error) {
      setProblem(error)
      setPercent(null)
    }
  }
  return (
    <div className="upload">
      <FileDrop
        kinds={['.xlsx', '.xlsm', '.xls', '.csv']}
        maxBytes={MAX_WORKBOOK_BYTES}
        onFile={(file) => void send(file)}
        progress={percent}
        hint={w('imports.dropHint')}
      />
      <p className="upload-note" aria-live="polite">
        {percent === null
          ? w('imports.home', { name: region?.name ?? me.organisation.name })
          : percent >= 100
            ? w('imports.reading')
            : ''}
      </p>
      {problem ? <ErrorNote problem={problem} /> : null}
    </div>
  )
}

function Earlier() {
  const w = useWords()
  const go = useGo()
  const { data, error, isPending, refetch } = useQuery(ledger.listImports.query())
  const counts = (row: Row) =>
    row.summary
      ? w('imports.counts', {
          added: row.summary.added,
          changed: row.summary.changed,
          unchanged: row.summary.unchanged,
        })
      : '—'
  const columns: Column<Row>[] = [
    { key: 'file', title: w('imports.file'), wraps: true, cell: (row) => row.fileName },
    { key: 'state', title: w('imports.state'), cell: (row) => stateLabel(w, row.state) },
    { key: 'counts', title: w('imports.found'), cell: counts },
    { key: 'by', title: w('imports.by'), cell: (row) => row.createdBy },
    { key: 'at', title: w('imports.at'), cell: (row) => instantText(row.createdAt) },
    { key: 'written', title: w('imports.writtenAt'), cell: (row) => instantText(row.undoneAt ?? row.writtenAt) },
  ]
  return (
    <DataTable
      label={w('imports.earlier')}
      columns={columns}
      rows={data?.items ?? []}
      rowKey={(row) => row.id}
      onOpen={(row) => go(`/imports/${row.id}`)}
      loading={isPending}
      problem={error}
      onRetry={() => void refetch()}
      comfortable
      empty={<EmptyState title={w('imports.none')}>{w('imports.noneText')}</EmptyState>}
      card={(row) => (
        <span className="import-card">
          <b>{row.fileName}</b>
          <small>
            {stateLabel(w, row.state)} · {counts(row)}
          </small>
          <small>
            {row.createdBy} · {instantText(row.createdAt)}
          </small>
        </span>
      )}
    />
  )
}
