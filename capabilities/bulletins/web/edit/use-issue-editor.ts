import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { BulletinDraft, TemplateMistakeShape } from '#capabilities/bulletins/contract.ts'
import { ApiProblem } from '#platform/web/client.ts'
import { queries } from '#platform/web/query.ts'
import { bulletins } from '../api.ts'
import { at, bulletinChanged, type Issue, isConflict, rereadAfterConflict, rereadDraft } from '../issue/issue.ts'
import { carriedAt } from '../templates/text/mistake-place.ts'
import {
  changedFields,
  type Editing,
  type IssueField,
  type IssueText,
  opened,
  rebased,
  saved,
  savingOf,
  textOf,
  tidied,
} from './issue-text.ts'

export type IssueEditing = ReturnType<typeof useIssueEditor>

/** The words being edited. What is typed stays until it is saved or given up, whatever the server answers. */
export function useIssueEditor(issue: Issue, draft: BulletinDraft) {
  const [editing, setEditing] = useState<Editing>(() => opened(textOf(draft)))
  useEffect(() => setEditing((now) => rebased(now, textOf(draft))), [draft])
  const save = useMutation({
    mutationFn: async (asked: Editing) => {
      const text = tidied(asked.text)
      setEditing((now) => ({ ...now, text: tidied(now.text) }))
      const body = { ...savingOf({ ...asked, text }), version: draft.version }
      const next = await bulletins.saveBulletinDraft({ ...at(issue), body })
      // before the new draft is read, or what is typed meanwhile would look like a clash with it
      setEditing((now) => saved(now, text))
      await rereadDraft(issue)
      return next
    },
    onSuccess: bulletinChanged,
    onError: (error) => rereadAfterConflict(issue, error),
  })
  const drop = useMutation({
    mutationFn: () => bulletins.dropBulletinDraft(at(issue)),
    onSuccess: async (next) => {
      bulletinChanged(next)
      await rereadDraft(issue)
      const fresh = queries.getQueryData<BulletinDraft>(bulletins.readBulletinDraft.key(at(issue)))
      if (fresh) setEditing(opened(textOf(fresh)))
    },
  })
  const write = (changes: Partial<IssueText>) => setEditing((now) => ({ ...now, text: { ...now.text, ...changes } }))
  const take = (field: IssueField) =>
    setEditing(({ clashes: { [field]: theirs, ...clashes }, ...now }) => {
      return { ...now, clashes, text: { ...now.text, [field]: theirs ?? now.text[field] } }
    })
  const isUnsaved = changedFields(editing).length > 0
  const mistakes = mistakesIn(save.error)
  return {
    ...editing,
    isUnsaved,
    write,
    take,
    save: () => {
      if (isUnsaved && !save.isPending) save.mutate(editing)
    },
    isSaving: save.isPending,
    drop,
    mistakes: save.variables ? mistakesLeft(mistakes, save.variables.text, editing.text) : [],
    problem: mistakes.length > 0 || isConflict(save.error) ? null : save.error,
  }
}

/** Mistakes move with the text around them; one whose place was edited waits for the next saving. */
function mistakesLeft(mistakes: readonly TemplateMistakeShape[], refused: IssueText, text: IssueText) {
  return mistakes.flatMap((mistake): TemplateMistakeShape[] => {
    const at = carriedAt(mistake.at, refused[mistake.part], text[mistake.part])
    if (at === null) return []
    const before = text[mistake.part].slice(0, at)
    return [{ ...mistake, at, line: before.split('\n').length, column: at - before.lastIndexOf('\n') }]
  })
}

function mistakesIn(error: unknown): TemplateMistakeShape[] {
  if (!(error instanceof ApiProblem) || error.code !== 'template_mistake') return []
  return (error.details?.mistakes ?? []) as TemplateMistakeShape[]
}
