import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reply } from '#platform/http/contract.ts'
import { Link, useGo } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { FileDrop } from '#platform/web/kit/FileDrop.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { type formRoutes, MAX_FORM_BYTES } from '../../forms/contract.ts'
import { ledger } from '../api.ts'
import './forms.css'

type Line = Reply<ReturnType<typeof formRoutes>['listForms']>['items'][number]

/** 上级表格: blank workbooks of a higher level; each is filled exactly as it was sent. */
export function FormsPage() {
  const w = useWords()
  const go = useGo()
  const mayAdd = useMay('project.write')
  const { data, error, isPending, refetch } = useQuery(ledger.listForms.query())
  return (
    <Page title={w('forms.title')} note={w('forms.note')} trail={<Link to="/projects">{w('ledger.list.title')}</Link>}>
      {mayAdd && <Upload />}
      <DataTable
        label={w('forms.title')}
        columns={columnsOf(w)}
        rows={data?.items ?? []}
        rowKey={({ id }) => id}
        onOpen={({ id }) => go(`/forms/${id}`)}
        loading={isPending}
        problem={error}
        onRetry={() => void refetch()}
        empty={<EmptyState title={w('forms.none')}>{w(mayAdd ? 'forms.noneNext' : 'forms.noneReader')}</EmptyState>}
      />
    </Page>
  )
}

function Upload() {
  const w = useWords()
  const go = useGo()
  const [region] = useRegionChoice()
  const [percent, setPercent] = useState<number | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const send = async (file: File) => {
    setProblem(null)
    setPercent(0)
    try {
      const query = region ? { org: region.id } : {}
      const form = await ledger.addForm({ query, file, fileName: file.name }, { onProgress: setPercent })
      void queries.invalidateQueries({ queryKey: ledger.listForms.key() })
      if (form.takenFrom) notify(w('forms.takenFrom', { name: form.takenFrom }))
      go(`/forms/${form.id}`)
    } catch (caught) {
      setProblem(caught)
      setPercent(null)
    }
  }
  return (
    <div className="forms-upload">
      <FileDrop
        kinds={['.xlsx', '.xlsm']}
        maxBytes={MAX_FORM_BYTES}
        progress={percent}
        hint={w('forms.dropHint')}
        onFile={(file) => void send(file)}
      />
      {problem ? <ErrorNote problem={problem} /> : null}
    </div>
  )
}

function columnsOf(w: Say): Column<Line>[] {
  return [
    { key: 'name', title: w('forms.name'), wraps: true, cell: ({ name }) => <b>{name}</b> },
    { key: 'file', title: w('forms.file'), cell: ({ fileName }) => fileName },
    { key: 'org', title: w('forms.org'), width: '10rem', cell: ({ orgName }) => orgName },
    {
      key: 'changed',
      title: w('forms.changed'),
      width: '14rem',
      cell: ({ changedBy, changedAt }) => `${changedBy}　${instantText(changedAt)}`,
    },
  ]
}
