import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { notifyProblem } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import type { ImportAnswers, ImportPreview, ImportQuestion } from '../../import/contract.ts'
import { ledger } from '../api.ts'
import { type DecisionWork, useDecisions } from './merge/use-decisions.ts'
import { type Answered, withAnswer } from './standing.ts'

export type ImportWork = {
  preview: ImportPreview | undefined
  problem: unknown
  retry: () => void
  /** The file is being read again with new answers. */
  rereading: boolean
  correct: (answers: ImportAnswers) => Promise<boolean>
  answer: (question: ImportQuestion, value: string, label: string) => Promise<void>
  /** Takes the last correction or answer back. */
  undo: () => Promise<void>
  /** Answered in this browser: shown so that they can be changed. */
  answered: readonly Answered[]
  /** The reporter who will answer for these projects, if one was chosen. */
  reporter: number | null
  chooseReporter: (id: number | null) => void
  keep: (preview: ImportPreview) => void
  /** What is decided cell by cell, where the file carries its base. */
  merge: DecisionWork | null
}

/** One import: its preview, answers sent as they are given, so that a reload loses nothing. */
export function useImport(id: number): ImportWork {
  const { data, error, refetch } = useQuery({ ...ledger.readImport.query({ params: { id } }), staleTime: 60_000 })
  const [rereading, setRereading] = useState(false)
  const merge = useDecisions(data)
  const [answered, rememberAll] = useKept<readonly Answered[]>(`guatu.import.${id}.answers`, [])
  const keep = (preview: ImportPreview) => {
    queries.setQueryData(ledger.readImport.key({ params: { id } }), preview)
    void queries.invalidateQueries({ queryKey: ledger.listImports.key() })
  }
  const reading = async (ask: () => Promise<ImportPreview>) => {
    setRereading(true)
    try {
      keep(await ask())
      return true
    } catch (refusal) {
      notifyProblem(refusal)
      return false
    } finally {
      setRereading(false)
    }
  }
  const correct = async (body: ImportAnswers) =>
    await reading(async () => await ledger.answerImport({ params: { id }, body }))
  const undo = async () => {
    await reading(async () => await ledger.undoAnswers({ params: { id } }))
  }
  // an answer that was taken back is none
  const standing = answered.filter(({ key, answer: given }) => data?.answers.questions?.[key] === given)
  const answer = async (question: ImportQuestion, value: string, label: string) => {
    const done = await correct({ questions: { [question.key]: value } })
    if (done) rememberAll(withAnswer(answered, { key: question.key, text: question.text, answer: value, label }))
  }
  return {
    preview: data,
    problem: data ? null : error,
    retry: () => void refetch(),
    rereading,
    correct,
    answer,
    undo,
    answered: standing,
    reporter: data?.answers.assignTo ?? null,
    chooseReporter: (account) => void correct({ assignTo: account }),
    keep,
    merge,
  }
}

/** State that a reload of this tab finds again. */
function useKept<Value>(key: string, empty: Value): [Value, (next: Value) => void] {
  const [value, setValue] = useState<Value>(() => {
    try {
      return JSON.parse(sessionStorage.getItem(key) ?? 'null') ?? empty
    } catch {
      return empty
    }
  })
  const keep = (next: Value) => {
    setValue(next)
    try {
      sessionStorage.setItem(key, JSON.stringify(next))
    } catch {
      // the server keeps what counts; only what is shown of it is lost
    }
  }
  return [value, keep]
}
