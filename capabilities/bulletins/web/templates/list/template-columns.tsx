import type { TemplateCard } from '#capabilities/bulletins/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import type { Column } from '#platform/web/kit/DataTable.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'

type Retire = (template: TemplateCard) => void

export function templateColumns(w: Say, onRetire: Retire): Column<TemplateCard>[] {
  return [
    {
      key: 'name',
      title: w('templates.name'),
      wraps: true,
      cell: ({ key, name }) => <Link to={addressOf(key)}>{name}</Link>,
    },
    { key: 'kind', title: w('templates.kind'), width: '6rem', cell: ({ kind }) => kind },
    {
      key: 'rhythm',
      title: w('templates.rhythm'),
      width: '5rem',
      cell: ({ rhythm }) => w(`templates.rhythm.${rhythm}`),
    },
    {
      key: 'confirms',
      title: w('templates.confirms'),
      width: '9rem',
      cell: ({ confirms }) => w(confirms ? 'templates.yes' : 'templates.no'),
    },
    { key: 'origin', title: w('templates.origin'), width: '12rem', cell: (template) => originOf(w, template) },
    { key: 'changed', title: w('templates.changed'), width: '16rem', cell: (template) => changeOf(w, template) },
    {
      key: 'actions',
      title: w('templates.actions'),
      width: '15rem',
      cell: (template) => <Actions template={template} onRetire={onRetire} />,
    },
  ]
}

/** The same on a phone. */
export function TemplateSummary({ template, onRetire }: { template: TemplateCard; onRetire: Retire }) {
  const w = useWords()
  const { key, name, kind, rhythm, confirms, version } = template
  return (
    <div className="template-card">
      <Link to={addressOf(key)}>{name}</Link>
      <span>{[kind, w(`templates.rhythm.${rhythm}`), originOf(w, template)].join(' · ')}</span>
      {confirms && <span>{w('templates.confirmsDo')}</span>}
      {version !== null && <span>{changeOf(w, template)}</span>}
      <Actions template={template} onRetire={onRetire} />
    </div>
  )
}

function Actions({ template, onRetire }: { template: TemplateCard; onRetire: Retire }) {
  const w = useWords()
  const { key, isReady, version } = template
  return (
    <span className="template-actions">
      <Link className="button button-s" to={`/bulletin-templates/new?from=${key}`}>
        {w('templates.copy')}
      </Link>
      {(!isReady || version !== null) && (
        <Button size="s" onClick={() => onRetire(template)}>
          {w(isReady ? 'templates.restore' : 'templates.retire')}
        </Button>
      )}
    </span>
  )
}

function addressOf(key: string): string {
  return `/bulletin-templates/${key}`
}

function originOf(w: Say, { isReady, version }: TemplateCard): string {
  if (!isReady) return w('templates.origin.own')
  return w(version === null ? 'templates.origin.ready' : 'templates.origin.changed')
}

/** `第2版，11月20日 10:30，周敏`. */
function changeOf(w: Say, { version, changedAt, changedBy }: TemplateCard): string {
  if (version === null) return '—'
  return w('templates.savedBy', { version, at: instantText(changedAt), by: changedBy ?? '—' })
}
