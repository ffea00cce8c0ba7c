import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TemplateCard } from '#capabilities/bulletins/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from '../api.ts'
import { RetireDialog } from './list/RetireDialog.tsx'
import { TemplateSummary, templateColumns } from './list/template-columns.tsx'
import './templates.css'

/** 文稿模板: what the office's documents are written from. */
export function TemplatesPage() {
  const w = useWords()
  const [retiring, setRetiring] = useState<TemplateCard | null>(null)
  const { data, error, isPending, refetch } = useQuery(bulletins.listTemplates.query())
  return (
    <Page
      title={w('templates.title')}
      note={data && w('templates.listNote', { org: data.orgName })}
      toolbar={
        <Link className="button button-primary" to="/bulletin-templates/new">
          {w('templates.new')}
        </Link>
      }
    >
      <DataTable
        label={w('templates.title')}
        columns={templateColumns(w, setRetiring)}
        rows={data?.items ?? []}
        rowKey={({ key }) => key}
        loading={isPending}
        problem={error}
        onRetry={() => void refetch()}
        comfortable
        card={(template) => <TemplateSummary template={template} onRetire={setRetiring} />}
        empty={<EmptyState title={w('templates.none')}>{w('templates.noneText')}</EmptyState>}
      />
      {retiring && <RetireDialog template={retiring} onClose={() => setRetiring(null)} />}
    </Page>
  )
}
