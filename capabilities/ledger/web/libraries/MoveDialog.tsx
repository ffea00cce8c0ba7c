import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, Select, TextArea } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { type MovePreview, PROPOSED_KINDS } from '../../libraries/contract.ts'
import type { MoveKind } from '../../libraries/rules.ts'
import { ledger } from '../api.ts'
import { libraryLabel } from '../parts/labels.ts'
import { kindLabel } from './move-words.ts'
import { NO_PAPER, PaperFields, paperState } from './PaperFields.tsx'
import { librariesChanged } from './use-rosters.ts'
import './libraries.css'

type Kind = (typeof PROPOSED_KINDS)[number]
type Props = {
  projects: readonly { id: number; name: string }[]
  /** What may be chosen; without it, every move. */
  kinds?: readonly MoveKind[]
  first?: MoveKind
  onClose: () => void
  onDone?: () => void
}

/** Proposes a move of one project or of many, or enters one decided on paper. Those that may not be moved are named and left out. */
export function MoveDialog({ projects, kinds = PROPOSED_KINDS, first, onClose, onDone }: Props) {
  const w = useWords()
  const mayDecide = useMay('library.decide')
  const [kind, setKind] = useState<Kind | ''>((first ?? (kinds.length === 1 ? kinds[0]! : '')) as Kind | '')
  const [toLibrary, setLibrary] = useState<'reserve' | 'construction' | ''>('')
  const [reason, setReason] = useState('')
  const [effectiveOn, setEffectiveOn] = useState(dateInChina(new Date()))
  const [onPaper, setOnPaper] = useState(false)
  const [paper, setPaper] = useState(NO_PAPER)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const chosen = kind === 'reentry' ? { kind, toLibrary: toLibrary || undefined } : { kind: kind as Kind }
  const preview = usePreview(projects, kind === '' || (kind === 'reentry' && toLibrary === '') ? null : chosen)
  const allowed = preview?.items.filter(({ because }) => because === null) ?? []
  const blocked =
    allowed.length === 0 || reason.trim().length < 2 || effectiveOn === '' || (onPaper && paperState(paper) !== 'whole')
  const save = async () => {
    setBusy(true)
    try {
      const projectIds = allowed.map(({ projectId }) => projectId)
      const body = { ...chosen, projectIds, reason: reason.trim(), effectiveOn }
      if (onPaper) await ledger.enterDecidedMoves({ body: { ...body, paper } })
      else await ledger.proposeMoves({ body })
      await librariesChanged()
      notify(w(onPaper ? 'libraries.entered' : 'libraries.proposedCount', { count: projectIds.length }))
      onDone?.()
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={
        projects.length === 1
          ? w('libraries.moveTitle', { name: projects[0]!.name })
          : w('libraries.moveManyTitle', { count: projects.length })
      }
      confirm={w(onPaper ? 'libraries.enterCount' : 'libraries.proposeCount', { count: allowed.length })}
      busy={busy}
      disabled={blocked}
      problem={problem}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Field label={w('libraries.chooseKind')} required>
        {(field) => (
          <Select
            {...field}
            value={kind}
            empty={w('kit.choose')}
            onChange={setKind}
            options={PROPOSED_KINDS.filter((one) => kinds.includes(one)).map((value) => ({
              value,
              label: kindLabel(w, value),
            }))}
          />
        )}
      </Field>
      {kind === 'reentry' && (
        <Field label={w('libraries.toLibrary')} required>
          {(field) => (
            <Select
              {...field}
              value={toLibrary}
              empty={w('kit.choose')}
              onChange={setLibrary}
              options={(['reserve', 'construction'] as const).map((value) => ({
                value,
                label: libraryLabel(w, value),
              }))}
            />
          )}
        </Field>
      )}
      {preview && <Judged preview={preview} />}
      <Field label={w('libraries.reason')} hint={w('libraries.reasonHint')} required>
        {(field) => <TextArea {...field} rows={2} maxLength={300} value={reason} onChange={setReason} />}
      </Field>
      <Field label={w('libraries.effectiveOn')} required>
        {(field) => <DateInput {...field} value={effectiveOn} onChange={setEffectiveOn} />}
      </Field>
      {mayDecide && (
        <Checkbox value={onPaper} onChange={setOnPaper}>
          {w('libraries.onPaper')}
          <small className="no-value">　{w('libraries.onPaperHint')}</small>
        </Checkbox>
      )}
      {onPaper && <PaperFields paper={paper} onChange={setPaper} required />}
    </Dialog>
  )
}

function usePreview(
  projects: Props['projects'],
  chosen: { kind: Kind; toLibrary?: 'reserve' | 'construction' | undefined } | null,
): MovePreview | undefined {
  const projectIds = projects.map(({ id }) => id)
  const { data } = useQuery({
    queryKey: [...ledger.previewMoves.key(), chosen, projectIds],
    queryFn: () => ledger.previewMoves({ body: { projectIds, ...chosen! } }),
    enabled: chosen !== null,
    staleTime: 5_000,
  })
  return chosen === null ? undefined : data
}

const NAMED = 8

function Judged({ preview }: { preview: MovePreview }) {
  const w = useWords()
  const refused = preview.items.flatMap(({ because, ...item }) => (because === null ? [] : [{ ...item, because }]))
  const allowed = preview.items.length - refused.length
  return (
    <div className="judged" aria-live="polite">
      {preview.items.length > 1 && allowed > 0 && <p>{w('libraries.allowedCount', { count: allowed })}</p>}
      {refused.length > 0 && preview.items.length > 1 && (
        <p className="judged-no">
          {allowed > 0 ? w('libraries.notAllowedCount', { count: refused.length }) : w('libraries.noneAllowed')}
        </p>
      )}
      <ul>
        {refused.slice(0, NAMED).map(({ projectId, projectName, because }) => (
          <li key={projectId}>
            {preview.items.length > 1 && <b>{projectName}</b>} {because}
          </li>
        ))}
        {refused.length > NAMED && (
          <li className="no-value">{w('ledger.assign.more', { count: refused.length - NAMED })}</li>
        )}
      </ul>
    </div>
  )
}
