import { useState } from 'react'
import { ROLES, type Role } from '#platform/access/permissions.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Segmented, Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { SavedView } from '../../grid/contract.ts'
import { ledger } from '../api.ts'
import { useOrganisations } from '../parts/use-organisations.ts'
import { definitionOf, type GridState } from './view-state.ts'

type Props = {
  /** Null: a new one. */
  view: SavedView | null
  state: GridState
  onClose: () => void
  onDone: (saved: SavedView) => void
}

/** Keeps what is shown as a view: for oneself, for an organisation and all below it, or for a role there. */
export function SaveViewDialog({ view, state, onClose, onDone }: Props) {
  const w = useWords()
  const me = useMe()
  const { all } = useOrganisations()
  const [name, setName] = useState(view?.name ?? '')
  const [audience, setAudience] = useState<SavedView['audience']>(view?.audience ?? 'mine')
  const [role, setRole] = useState<Role | ''>((view?.role as Role | null) ?? 'dispatchOffice')
  const [orgId, setOrgId] = useState(String(view?.orgId ?? me.organisation.id))
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const save = async () => {
    setBusy(true)
    const body = {
      name: name.trim(),
      audience,
      role: audience === 'role' ? role || null : null,
      orgId: audience === 'mine' ? null : Number(orgId),
      definition: definitionOf(state),
    }
    try {
      const saved = view
        ? await ledger.changeView({ params: { id: view.id }, body: { ...body, version: view.version } })
        : await ledger.createView({ body })
      await queries.invalidateQueries({ queryKey: ledger.listViews.key() })
      notify(w('grid.view.saved', { name: saved.name }))
      onDone(saved)
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  const options = all.map((org) => ({ value: String(org.id), label: org.name }))
  return (
    <Dialog
      title={w(view ? 'grid.view.changeTitle' : 'grid.view.newTitle')}
      confirm={w('grid.view.confirm')}
      busy={busy}
      disabled={name.trim() === '' || (audience === 'role' && role === '')}
      problem={problem}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Field label={w('grid.view.name')} required>
        {(field) => <TextInput {...field} value={name} onChange={setName} maxLength={40} />}
      </Field>
      <Segmented
        label={w('grid.view.audience')}
        value={audience}
        onChange={(next) => setAudience(next as SavedView['audience'])}
        options={(['mine', 'shared', 'role'] as const).map((value) => ({
          value,
          label: w(`grid.view.audience.${value}`),
        }))}
      />
      {audience !== 'mine' && (
        <Field label={w('grid.view.org')} hint={w('grid.view.orgHint')}>
          {(field) => <Select {...field} value={orgId} onChange={setOrgId} options={options} />}
        </Field>
      )}
      {audience === 'role' && (
        <Field label={w('grid.view.role')}>
          {(field) => (
            <Select
              {...field}
              value={role}
              onChange={setRole}
              options={ROLES.map((value) => ({ value, label: w(`people.role.${value}`) }))}
            />
          )}
        </Field>
      )}
      <p className="no-value">{w('grid.view.keeps')}</p>
    </Dialog>
  )
}
