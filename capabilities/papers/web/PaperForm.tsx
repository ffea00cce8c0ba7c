import { useState } from 'react'
import { readPartialDate } from '#capabilities/ledger/web/public.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { SearchSelect } from '#platform/web/kit/SearchSelect.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Paper, PaperFields } from '../contract.ts'
import { type ApprovalKind, LAPSES_AFTER_YEARS, type PaperKind } from '../vocabulary.ts'
import { papers } from './api.ts'
import { approvalLabel, approvalOptions, kindOptions } from './labels.ts'
import { papersChanged } from './papers-changed.ts'

type Props = {
  projectId: number
  /** What is changed; without it something new is entered. */
  paper?: Paper
  /** Where one came from. */
  approvalKind?: ApprovalKind | null
  onClose: () => void
  onSaved: (paper: Paper) => void
}

/** What is said of a paper: kind, number, who issued it, dates. A number alone is enough; the file may follow. */
export function PaperForm({ projectId, paper, approvalKind = null, onClose, onSaved }: Props) {
  const w = useWords()
  const form = useForm(paper, approvalKind)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const { draft, set, dates } = form
  const title = draft.title.trim() || (draft.approvalKind ? approvalLabel(w, draft.approvalKind) : '')
  const mayBeWithout = draft.kind === 'approval' || draft.kind === 'contract'
  const save = async () => {
    setBusy(true)
    try {
      const fields = { ...draft, title }
      const saved = paper
        ? await papers.editPaper({ params: { id: paper.id }, body: { version: paper.version, fields } })
        : await papers.addPaper({ params: { id: projectId }, body: fields })
      await papersChanged()
      notify(w('papers.saved', { title: saved.title }))
      onSaved(saved)
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <SidePanel
      title={w(paper ? 'papers.editTitle' : 'papers.enterTitle')}
      note={paper ? undefined : w('papers.enterText')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{w('kit.cancel')}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={title === '' || dates.isWrong || (draft.kind === 'approval' && draft.approvalKind === null)}
            onClick={() => void save()}
          >
            {w('papers.save')}
          </Button>
        </>
      }
    >
      {problem ? <ErrorNote problem={problem} /> : null}
      <KindFields isNew={!paper} draft={draft} set={set} />
      <Field label={w('papers.titleField')} required={draft.approvalKind === null}>
        {(field) => (
          <TextInput
            {...field}
            value={draft.title}
            placeholder={draft.approvalKind ? approvalLabel(w, draft.approvalKind) : undefined}
            onChange={(text) => set({ title: text })}
            maxLength={200}
          />
        )}
      </Field>
      {mayBeWithout && (
        <Field label={w('papers.number')}>
          {(field) => (
            <TextInput
              {...field}
              value={draft.number ?? ''}
              placeholder={draft.kind === 'approval' ? '云发改审〔2026〕12号' : undefined}
              onChange={(text) => set({ number: text || null })}
              maxLength={100}
            />
          )}
        </Field>
      )}
      <Field label={w(draft.kind === 'contract' ? 'papers.otherSide' : 'papers.issuer')}>
        {(field) => (
          <TextInput
            {...field}
            value={draft.issuer ?? ''}
            onChange={(text) => set({ issuer: text || null })}
            maxLength={100}
          />
        )}
      </Field>
      <div className="form-2">
        <DateField
          label={w(
            draft.kind === 'approval'
              ? 'papers.issuedOn'
              : draft.kind === 'contract'
                ? 'papers.signedOn'
                : 'papers.datedOn',
          )}
          text={dates.issuedOn}
          onChange={(text) => dates.type('issuedOn', text)}
        />
        {mayBeWithout && (
          <DateField
            label={w('papers.expiresOn')}
            text={dates.expiresOn}
            onChange={(text) => dates.type('expiresOn', text)}
          />
        )}
      </div>
      <Field label={w('papers.note')}>
        {(field) => (
          <TextArea
            {...field}
            rows={2}
            value={draft.note ?? ''}
            onChange={(text) => set({ note: text || null })}
            maxLength={500}
          />
        )}
      </Field>
    </SidePanel>
  )
}

type KindProps = { isNew: boolean; draft: PaperFields; set: (changes: Partial<PaperFields>) => void }

/** What it is; of an approval which one, and when such an approval lapses. Without a file only approvals and contracts are entered. */
function KindFields({ isNew, draft, set }: KindProps) {
  const w = useWords()
  const lapses = draft.approvalKind !== null && LAPSES_AFTER_YEARS[draft.approvalKind] !== undefined
  return (
    <>
      <Field label={w('papers.kindField')} required>
        {(field) => (
          <Select<PaperKind>
            {...field}
            value={draft.kind}
            onChange={(kind) =>
              kind !== '' && set({ kind, approvalKind: kind === 'approval' ? draft.approvalKind : null })
            }
            options={kindOptions(w).map((one) => ({
              ...one,
              disabled: isNew && one.value !== 'approval' && one.value !== 'contract',
            }))}
          />
        )}
      </Field>
      {draft.kind === 'approval' && (
        <Field
          label={w('papers.approvalField')}
          required
          hint={lapses ? w(`papers.approvalHint.${draft.approvalKind as 'energy'}`) : undefined}
        >
          {(field) => (
            <SearchSelect
              id={field.id}
              value={draft.approvalKind}
              onChange={(kind) => set({ approvalKind: kind as ApprovalKind | null })}
              options={approvalOptions(w)}
            />
          )}
        </Field>
      )}
    </>
  )
}

function DateField({ label, text, onChange }: { label: string; text: string; onChange: (text: string) => void }) {
  const w = useWords()
  const isWrong = text.trim() !== '' && readPartialDate(text) === null
  return (
    <Field label={label} error={isWrong ? w('papers.dateForm') : undefined}>
      {(field) => <TextInput {...field} inputMode="numeric" value={text} onChange={onChange} />}
    </Field>
  )
}

function useForm(paper: Paper | undefined, approvalKind: ApprovalKind | null) {
  const [draft, setDraft] = useState<PaperFields>(() => ({
    kind: paper?.kind ?? 'approval',
    approvalKind: paper?.approvalKind ?? approvalKind,
    title: paper?.title ?? '',
    number: paper?.number ?? null,
    issuer: paper?.issuer ?? null,
    issuedOn: paper?.issuedOn ?? null,
    expiresOn: paper?.expiresOn ?? null,
    note: paper?.note ?? null,
  }))
  const [texts, setTexts] = useState({ issuedOn: paper?.issuedOn ?? '', expiresOn: paper?.expiresOn ?? '' })
  const set = (changes: Partial<PaperFields>) => setDraft((before) => ({ ...before, ...changes }))
  const wrong = Object.values(texts).some((text) => text.trim() !== '' && readPartialDate(text) === null)
  return {
    draft,
    set,
    dates: {
      ...texts,
      isWrong: wrong,
      type: (which: 'issuedOn' | 'expiresOn', text: string) => {
        setTexts((before) => ({ ...before, [which]: text }))
        set({ [which]: text.trim() === '' ? null : readPartialDate(text) })
      },
    },
  }
}
