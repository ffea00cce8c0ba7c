import { useState } from 'react'
import { compareWan, subtractWan, sumWan, type Wan } from '#kernel/money.ts'
import { monthText } from '#kernel/period.ts'
import { monthName } from '#platform/web/format.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { MoneyInput } from '#platform/web/kit/MoneyInput.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { ledger } from '../api.ts'
import { keepProject } from '../parts/keep-project.ts'

type Props = { project: Project; year: number; onClose: () => void }

/** Issues the annual plan, or adjusts it by a document; with its twelve months, whose sum is held against it. */
export function PlanDialog({ project, year, onClose }: Props) {
  const w = useWords()
  const issued = project.annualPlans.find((plan) => plan.year === year)
  const inForce = issued ? (issued.adjustedAmount ?? issued.initialAmount) : null
  const [amount, setAmount] = useState<Wan | null>(inForce)
  const [reason, setReason] = useState('')
  const [months, setMonths] = useState<(Wan | null)[]>(() => plannedMonths(project, year))
  const [wrong, setWrong] = useState<Record<string, boolean>>({})
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const adjusts = issued !== undefined && amount !== null && compareWan(amount, inForce!) !== 0
  const sum = months.some((month) => month !== null) ? sumWan(months) : null
  const gap = sum !== null && amount !== null ? subtractWan(amount, sum) : null
  const blocked = amount === null || Object.values(wrong).some(Boolean) || (adjusts && reason.trim().length < 2)
  const save = async () => {
    setBusy(true)
    try {
      const body = { amount: amount!, months, ...(reason.trim() ? { reason: reason.trim() } : {}) }
      keepProject(await ledger.setAnnualPlan({ params: { id: project.id, year }, body }))
      notify(w('ledger.plan.done', { year }))
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w(issued ? 'ledger.plan.adjust' : 'ledger.plan.issue', { year })}
      confirm={w('ledger.plan.save')}
      busy={busy}
      disabled={blocked}
      problem={problem}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Field
        label={w('ledger.field.annualPlan')}
        hint={issued ? w('ledger.plan.issuedWas', { amount: inForce! }) : w('ledger.plan.onceOnly')}
        required
      >
        {(field) => (
          <MoneyInput
            {...field}
            value={amount}
            onChange={(wan, complaint) => {
              setAmount(wan)
              setWrong((now) => ({ ...now, amount: complaint !== null }))
            }}
          />
        )}
      </Field>
      {issued && (
        <Field label={w('ledger.plan.reason')} hint={w('ledger.plan.reasonHint')} required={adjusts}>
          {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
        </Field>
      )}
      <fieldset className="plan-months">
        <legend>{w('ledger.plan.months')}</legend>
        {months.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
          <div key={index} className="plan-month">
            <span>{monthName(index + 1)}</span>
            <MoneyInput
              value={value}
              echo=""
              aria-label={monthName(index + 1)}
              onChange={(wan, complaint) => {
                setMonths((now) => now.map((month, at) => (at === index ? wan : month)))
                setWrong((now) => ({ ...now, [index]: complaint !== null }))
              }}
            />
          </div>
        ))}
      </fieldset>
      <p className="plan-sum" aria-live="polite">
        {sum === null
          ? w('ledger.plan.noMonths')
          : gap === '0' || gap === null
            ? w('ledger.plan.sumMeets', { sum })
            : w(gap.startsWith('-') ? 'ledger.plan.sumOver' : 'ledger.plan.sumUnder', {
                sum,
                gap: gap.replace('-', ''),
              })}
      </p>
    </Dialog>
  )
}

function plannedMonths({ months }: Project, year: number): (Wan | null)[] {
  const byMonth = new Map(months.map((entry) => [entry.month, entry.plannedCurrent]))
  return Array.from({ length: 12 }, (_, index) => byMonth.get(monthText(year, index + 1)) ?? null)
}
