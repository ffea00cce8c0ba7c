import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldLabel, fieldValueText } from '#capabilities/ledger/web/public.tsx'
import { dateText, instantText, rateIn } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Finding, ProjectQuality } from '../contract.ts'
import { quality } from './api.ts'
import { ExemptDialog } from './ExemptDialog.tsx'
import { Kind } from './RuleCounts.tsx'
import './quality.css'

/** How complete one project's entry is: what is missing, what contradicts itself, and what it is exempt from. */
export function ProjectQualityPanel({ id }: { id: number }) {
  const w = useWords()
  const { data, error, refetch } = useQuery(quality.readProjectQuality.query({ params: { id } }))
  const [exempting, setExempting] = useState<Finding | null>(null)
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={3} />
  const inOrder = [...data.findings].sort((a, b) => Number(a.isGap) - Number(b.isGap) || b.weight - a.weight)
  return (
    <div className="quality-project">
      <p className="quality-project-score">
        <span>{w('quality.score')}</span>
        <Figure value={rateIn(data.score)} unit={data.score === null ? undefined : '%'} size="m" />
        <Bar value={data.score} size="m" />
      </p>
      {inOrder.length === 0 && (
        <p className="no-value">{w(data.asked === 0 ? 'quality.nothingAsked' : 'quality.nothingLacks')}</p>
      )}
      <ul className="quality-list">
        {inOrder.map((finding) => (
          <li key={finding.ruleId}>
            <Kind isGap={finding.isGap} />
            <span>
              <b>{finding.name}</b>
              <Values values={finding.values} />
              <small>{w('quality.basis', { source: finding.source })}</small>
            </span>
            {data.mayExempt && (
              <Button kind="quiet" size="s" onClick={() => setExempting(finding)}>
                {w('quality.exempt')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Exemptions exemptions={data.exemptions} mayEnd={data.mayExempt} />
      {exempting && <ExemptDialog projectId={id} finding={exempting} onClose={() => setExempting(null)} />}
    </div>
  )
}

function Values({ values }: { values: Finding['values'] }) {
  const w = useWords()
  const stated = values.filter(({ value }) => value !== null)
  if (stated.length === 0) return null
  const said = ({ field, value }: Finding['values'][number]) =>
    `${fieldLabel(w, field)} ${fieldValueText(w, field, value)}`
  return <span className="quality-values">{stated.map(said).join('　')}</span>
}

function Exemptions({ exemptions, mayEnd }: { exemptions: ProjectQuality['exemptions']; mayEnd: boolean }) {
  const w = useWords()
  const end = useMutation({
    mutationFn: (id: number) => quality.endExemption({ params: { id } }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      notify(w('quality.exemptionEnded'))
    },
  })
  if (exemptions.length === 0) return null
  return (
    <>
      <h3 className="quality-exempt-title">{w('quality.exemptions')}</h3>
      <ul className="quality-list">
        {exemptions.map(({ id, name, reason, until, by, at }) => (
          <li key={id}>
            <span>
              <b>{name}</b>
              <span className="quality-values">{reason}</span>
              <small>
                {w('quality.exemptedBy', { by, at: instantText(at) })}
                {until && `　${w('quality.until', { date: dateText(until) })}`}
              </small>
            </span>
            {mayEnd && (
              <Button kind="quiet" size="s" busy={end.isPending} onClick={() => end.mutate(id)}>
                {w('quality.askAgain')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {end.error && <ErrorNote problem={end.error} />}
    </>
  )
}
