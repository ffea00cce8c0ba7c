import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link, useGo, useParam, useSearch } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Segmented } from '#platform/web/kit/inputs.tsx'
import { Light } from '#platform/web/kit/Light.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { ledger } from '../api.ts'
import { MergedEntries } from '../duplicates/MergedEntries.tsx'
import type { SectionName } from '../editing/sections.ts'
import { History } from '../history/History.tsx'
import { libraryLabel, planStateLabel, stageLabel } from '../parts/labels.ts'
import { useMoneyUnit } from '../parts/money-unit.ts'
import { Overview } from './Overview.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import './project.css'

const EditPanel = lazy(async () => ({ default: (await import('../editing/EditPanel.tsx')).EditPanel }))

/** 项目: how one project stands and what is next; its figures, words, papers and photographs, and every change ever made to it. */
export function ProjectPage() {
  const w = useWords()
  const id = Number(useParam('id'))
  const { data, error, refetch } = useQuery(ledger.readProject.query({ params: { id } }))
  if (data) return <Loaded key={id} project={data} />
  return (
    <Page title={w('ledger.project.title')} trail={<Link to="/projects">{w('ledger.list.title')}</Link>}>
      {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={10} />}
    </Page>
  )
}

function Loaded({ project }: { project: Project }) {
  const w = useWords()
  const go = useGo()
  const [search, set] = useSearch()
  const [unit, setUnit] = useMoneyUnit()
  const [editing, setEditing] = useState<SectionName | null>(null)
  const mayWrite = useMay('project.write')
  const isHistory = search.tab === 'history'
  const onEdit = project.mayEdit && mayWrite ? setEditing : undefined
  const sheet = `/sheets?projects=${project.id}`
  useShortcuts({ e: () => onEdit?.('basics'), p: () => go(sheet) })
  return (
    <Page
      title={project.name}
      trail={<Link to="/projects">{w('ledger.list.title')}</Link>}
      note={<HeadLine project={project} />}
      toolbar={
        <>
          <Segmented
            label={w('ledger.moneyUnit')}
            value={unit}
            onChange={setUnit}
            options={[
              { value: 'wan', label: w('kit.unit.wan') },
              { value: 'yi', label: w('kit.unit.yi') },
            ]}
          />
          <Link className="button" to={sheet} title={w('ledger.sheet.key')}>
            {w('ledger.sheet.open')}
          </Link>
          <span className="not-on-phone">
            <Button onClick={() => window.print()}>{w('ledger.list.print')}</Button>
          </span>
          {onEdit && (
            <Button kind="primary" title={w('ledger.edit.key')} onClick={() => onEdit('basics')}>
              {w('ledger.edit.open')}
            </Button>
          )}
        </>
      }
    >
      <MergedEntries project={project} />
      <Tabs
        label={w('ledger.project.title')}
        value={isHistory ? 'history' : 'overview'}
        onChange={(tab) => set({ tab: tab === 'history' ? tab : undefined, field: undefined, month: undefined })}
        tabs={[
          { value: 'overview', label: w('ledger.project.overview') },
          { value: 'history', label: w('ledger.project.history') },
        ]}
      />
      {isHistory ? (
        <History projectId={project.id} months={project.months.map(({ month }) => month)} />
      ) : (
        <Overview project={project} unit={unit} onEdit={onEdit} />
      )}
      {editing && (
        <Suspense fallback={null}>
          <EditPanel project={project} section={editing} onClose={() => setEditing(null)} />
        </Suspense>
      )}
    </Page>
  )
}

/** The light and what kind of project this is, in one line. */
function HeadLine({ project }: { project: Project }) {
  const w = useWords()
  const parts = [
    stageLabel(w, project.stage),
    project.countyName ?? project.orgName,
    project.parkName,
    libraryLabel(w, project.library),
    project.planState && planStateLabel(w, project.planState),
    project.isPriority && w('ledger.priority'),
    project.tier && w(`ledger.tier.${project.tier}`),
    project.code,
  ]
  return (
    <span className="project-line">
      <Light light={project.light} />
      {[...new Set(parts.filter(Boolean))].map((part) => (
        <span key={String(part)}>{part}</span>
      ))}
    </span>
  )
}
