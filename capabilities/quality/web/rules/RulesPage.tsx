import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { isGap } from '../../checks.ts'
import type { QualityRule } from '../../contract.ts'
import { quality } from '../api.ts'
import { Kind } from '../RuleCounts.tsx'
import { checkInWords } from './check-words.ts'
import { RuleForm } from './RuleForm.tsx'
import '../quality.css'

/** 质量规则: what is asked of every project, on what basis, and how much it weighs. */
export function RulesPage() {
  const w = useWords()
  const { data, error, isPending, refetch } = useQuery(quality.listQualityRules.query())
  const [open, setOpen] = useState<QualityRule | 'new' | null>(null)
  return (
    <Page
      title={w('quality.rules')}
      trail={<Link to="/quality">{w('quality.title')}</Link>}
      note={w('quality.rulesNote')}
      toolbar={
        data?.mayChange && (
          <Button kind="primary" onClick={() => setOpen('new')}>
            {w('quality.addRule')}
          </Button>
        )
      }
    >
      <DataTable
        label={w('quality.rules')}
        columns={columnsOf(w)}
        rows={data?.items ?? []}
        rowKey={({ id }) => id}
        onOpen={data?.mayChange ? setOpen : undefined}
        openKey={open && open !== 'new' ? open.id : null}
        loading={isPending}
        problem={error}
        onRetry={() => void refetch()}
      />
      {open && <RuleForm rule={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function columnsOf(w: Say): Column<QualityRule>[] {
  return [
    {
      key: 'name',
      title: w('quality.rule'),
      width: '26%',
      wraps: true,
      cell: ({ name, rule, isActive }) => (
        <span className={isActive ? '' : 'no-value'}>
          <Kind isGap={isGap(rule)} />
          {name}
        </span>
      ),
    },
    { key: 'check', title: w('quality.check'), wraps: true, cell: ({ rule }) => checkInWords(w, rule) },
    { key: 'weight', title: w('quality.weight'), kind: 'number', width: '4rem', cell: ({ weight }) => weight },
    { key: 'source', title: w('quality.source'), width: '20%', wraps: true, cell: ({ source }) => source },
    {
      key: 'state',
      title: w('quality.state'),
      width: '5rem',
      cell: ({ isActive }) => w(isActive ? 'quality.inForce' : 'quality.outOfForce'),
    },
    {
      key: 'changed',
      title: w('quality.changed'),
      width: '11rem',
      cell: ({ changedBy, changedAt }) =>
        changedBy ? `${changedBy} ${instantText(changedAt)}` : w('quality.supplied'),
    },
  ]
}
