import { useState } from 'react'
import { addWan, compareWan, formatWan, type Wan } from '#kernel/money.ts'
import type { Month } from '#kernel/period.ts'
import { monthOfYear } from '#platform/web/format.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Segmented, TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { MoneyInput } from '#platform/web/kit/MoneyInput.tsx'
import { MonthPicker } from '#platform/web/kit/MonthPicker.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { ledger } from '../api.ts'
import { keepProject } from '../parts/keep-project.ts'

type Props = { project: Project; year: number; onClose: () => void }

/** Posts a 核增 or 核减 on a month; says which figures it will move before it does. */
export function CorrectionDialog({ project, year, onClose }: Props) {
  const w = useWords()
  const known = project.months.filter(({ completedYtd }) => completedYtd !== null).map((entry) => entry.month)
  const [month, setMonth] = useState<Month>(
    () => known.filter((entry) => entry.startsWith(`${year}-`)).at(-1) ?? known.at(-1)!,
  )
  const [sign, setSign] = useState<'up' | 'down'>('down')
  const [amount, setAmount] = useState<Wan | null>(null)
  const [reason, setReason] = useState('')
  const [approver, setApprover] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const isAmount = amount !== null && compareWan(amount, '0') !== 0
  const delta = isAmount ? (sign === 'down' ? `-${amount}` : amount) : null
  const post = async () => {
    setBusy(true)
    try {
      const body = { month, delta: delta!, reason: reason.trim(), approver: approver.trim() }
      keepProject(await ledger.postCorrection({ params: { id: project.id }, body }))
      notify(w('ledger.correction.done', { month: monthOfYear(month) }))
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w('ledger.correction.post')}
      confirm={w('ledger.correction.confirm')}
      busy={busy}
      disabled={delta === null || reason.trim().length < 2 || approver.trim() === '' || !known.includes(month)}
      problem={problem}
      onConfirm={() => void post()}
      onClose={onClose}
    >
      <div className="form-2">
        <Field
          label={w('ledger.project.month')}
          error={known.includes(month) ? undefined : w('ledger.correction.noFigure')}
        >
          {(field) => <MonthPicker id={field.id} value={month} onChange={setMonth} min={known[0]} max={known.at(-1)} />}
        </Field>
        <Field label={w('ledger.correction.kind')}>
          {() => (
            <Segmented
              label={w('ledger.correction.kind')}
              value={sign}
              onChange={setSign}
              options={[
                { value: 'down', label: w('ledger.correction.down') },
                { value: 'up', label: w('ledger.correction.up') },
              ]}
            />
          )}
        </Field>
      </div>
      <Field label={w('ledger.correction.amount')} required>
        {(field) => <MoneyInput {...field} value={amount} onChange={setAmount} />}
      </Field>
      <Field label={w('ledger.correction.reason')} required>
        {(field) => <TextArea {...field} rows={2} value={reason} onChange={setReason} maxLength={300} />}
      </Field>
      <Field label={w('ledger.correction.approver')} required>
        {(field) => <TextInput {...field} value={approver} onChange={setApprover} maxLength={60} />}
      </Field>
      {delta && <Moves project={project} month={month} delta={delta} />}
    </Dialog>
  )
}

/** Which cumulative figures move, from what to what: the month's own and every later one of its year. */
function Moves({ project, month, delta }: { project: Project; month: Month; delta: Wan }) {
  const w = useWords()
  const moved = project.months.filter(
    (entry) => entry.completedYtd !== null && entry.month >= month && entry.month.slice(0, 4) === month.slice(0, 4),
  )
  const [first] = moved
  if (!first?.completedYtd) return null
  const after = addWan(first.completedYtd, delta)
  return (
    <Note kind={compareWan(after, '0') < 0 ? 'warning' : 'plain'}>
      <p>
        {w('ledger.correction.moves', {
          month: monthOfYear(month),
          from: formatWan(first.completedYtd),
          to: formatWan(after),
        })}
      </p>
      {moved.length > 1 && <p>{w('ledger.correction.laterToo', { count: moved.length - 1 })}</p>}
      <p>{w('ledger.correction.frozen')}</p>
    </Note>
  )
}
