import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { notifyProblem } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import type { ImportAnswers, ImportPreview, ImportQuestion } from '../../import/contract.ts'
import { ledger } from '../api.ts'
import { type Answered, withAnswer } from './standing.ts'

export type ImportWork = {
  preview: ImportPreview | undefined
  problem: unknown
  retry: () => void
  /** The file is being read again with new answers. */
  rereading: boolean
  correct: (answers: ImportAnswers) => Promise<boolean>
  answer: (question: ImportQuestion, value: string, label: string) => Promise<void>
  /** Answered in this browser: shown so that they can be changed. */
  answered: readonly Answered[]
  keep: (preview: ImportPreview) => void
}

/** One import: its preview, answers sent as they are given, so that a reload loses nothing. */
export function useImport(id: number): ImportWork {
  const { data, error, refetch } = useQuery({ ...ledger.readImport.query({ params: { id } }), staleTime: 60_000 })
  const [rereading, setRereading] = useState(false)
  const [answered, remember] = useAnswered(id)
  const keep = (preview: ImportPreview) => {
    queries.setQueryData(ledger.readImport.key({ params: { id } }), preview)
    void queries.invalidateQueries({ queryKey: ledger.listImports.key() })
  }
  const correct = async (body: ImportAnswers) => {
    setRereading(true)
    try {
      keep(await ledger.answerImport({ params: { id }, body }))
      return true
    } catch (refusal) {
      notifyProblem(refusal)
      return false
    } finally {
      setRereading(false)
    }
  }
  const answer = async (question: ImportQuestion, value: string, label: string) => {
    const done = await correct({ questions: { [question.key]: value } })
    if (done) remember({ key: question.key, text: question.text, answer: value, label })
  }
  return {
    preview: data,
    problem: data ? null : error,
    retry: () => void refetch(),
    rereading,
    correct,
    answer,
    answered,
    keep,
  }
}

function useAnswered(id: number): [readonly Answered[], (next: Answered) => void] {
  const key = `guatu.import.${id}`
  const [answered, setAnswered] = useState<readonly Answered[]>(() => readKept(key))
  const remember = (next: Answered) => {
    setAnswered((now) => {
      const all = withAnswer(now, next)
      try {
        sessionStorage.setItem(key, JSON.stringify(all))
      } catch {
        // the server keeps the answers; only this list is lost
      }
      return all
    })
  }
  return [answered, remember]
}

function readKept(key: string): readonly Answered[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as Answered[]
  } catch {
    return []
  }
}
