import { useState } from 'react'
import { useGo } from '#platform/web/address.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { MergePlan, Side } from '../../duplicates/contract.ts'
import { ledger } from '../api.ts'

type Choices = Record<string, Side>
export type Merging = {
  fieldChoice: (key: string) => Side | null
  planChoice: (key: string) => Side | null
  monthChoice: (key: string) => Side | null
  chooseField: (key: string, side: Side) => void
  choosePlan: (key: string, side: Side) => void
  chooseMonth: (key: string, side: Side) => void
  chooseAllMonths: (side: Side) => void
  /** How many contradictions wait for a choice. */
  open: number
  reason: string
  setReason: (reason: string) => void
  busy: boolean
  problem: unknown
  merge: () => Promise<void>
}

/** What was chosen so far, and the merge itself. */
export function useMerging(plan: MergePlan): Merging {
  const w = useWords()
  const go = useGo()
  const [fields, setFields] = useState<Choices>({})
  const [plans, setPlans] = useState<Choices>({})
  const [months, setMonths] = useState<Choices>({})
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const differingMonths = plan.months.filter(({ differs }) => differs)
  const open =
    plan.plans.filter(({ year, differs }) => differs && !plans[year]).length +
    differingMonths.filter(({ month }) => !months[month]).length
  const merge = async () => {
    setBusy(true)
    setProblem(null)
    const { survivor, absorbed } = plan
    const body = {
      survivorId: survivor.id,
      absorbedId: absorbed.id,
      survivorVersion: survivor.version,
      absorbedVersion: absorbed.version,
      fields,
      plans,
      months,
      reason: reason.trim(),
    }
    try {
      await ledger.mergeProjects({ body })
      for (const route of [ledger.listDuplicates, ledger.listProjects, ledger.readProject, ledger.readRollups])
        void queries.invalidateQueries({ queryKey: route.key() })
      notify(w('duplicates.merged', { name: absorbed.name }))
      go(`/projects/${survivor.id}`)
    } catch (refusal) {
      setProblem(refusal)
      setBusy(false)
    }
  }
  return {
    fieldChoice: (key) => fields[key] ?? plan.fields.find(({ field }) => field === key)?.choice ?? null,
    planChoice: (key) => plans[key] ?? null,
    monthChoice: (key) => months[key] ?? null,
    chooseField: (key, side) => setFields({ ...fields, [key]: side }),
    choosePlan: (key, side) => setPlans({ ...plans, [key]: side }),
    chooseMonth: (key, side) => setMonths({ ...months, [key]: side }),
    chooseAllMonths: (side) => setMonths(Object.fromEntries(differingMonths.map(({ month }) => [month, side]))),
    open,
    reason,
    setReason,
    busy,
    problem,
    merge,
  }
}
