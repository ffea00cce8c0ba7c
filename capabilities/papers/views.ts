import { BEGUN, insertChanges } from '#capabilities/ledger/public.ts'
import { dateInChina } from '#kernel/period.ts'
import { notFound } from '#kernel/problem.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import type { Context } from '#platform/http/context.ts'
import type { Paper, PaperFields } from './contract.ts'
import { type ApprovalBoard, approvalBoard } from './rules/approvals.ts'
import { type ApprovalFacts, findProject, readPapers, type StoredPaper } from './store/papers.ts'

/** A paper as the person sees it. */
export function view(context: Pick<Context, 'person'>, stored: StoredPaper): Paper {
  const { createdById, orgPath: _, ...paper } = stored
  return { ...paper, isMine: createdById === context.person.accountId }
}

/** One paper within the scope, held for nobody. */
export async function paperOrNotFound({ db, scope }: Context, id: number): Promise<StoredPaper> {
  const [found] = await readPapers(db, scope, { paperId: id })
  if (!found) throw notFound('这份材料')
  return found
}

/** Whether the person may change everything of a project that lies here; the right is asked of the grants that carry it. */
export function mayWrite({ person }: Pick<Context, 'person'>, orgPath: string): boolean {
  const writing = scopeFor(person, 'project.write')
  return writing !== null && covers(writing, orgPath)
}

/** Whether the person may add papers to this project: by organisation or because it is assigned. */
export async function mayAdd({ db, person }: Pick<Context, 'db' | 'person'>, projectId: number): Promise<boolean> {
  const adding = scopeFor(person, 'report.write')
  return adding !== null && (await findProject(db, adding, projectId)) !== null
}

export function boardOf(facts: ApprovalFacts, now: Date): ApprovalBoard {
  const today = dateInChina(now)
  const hasStarted = (facts.stage !== null && BEGUN.has(facts.stage)) || hasBegunOn(facts.startDate, today)
  return approvalBoard({ papers: facts.papers, said: facts.said, hasStarted, today })
}

/** A start date that has passed: 2026-03 counts once March has come. */
function hasBegunOn(startDate: string | null, today: string): boolean {
  return startDate !== null && startDate <= today.slice(0, startDate.length)
}

/** What the project's own history says of a paper or an approval. */
export async function keepInHistory(
  { db, now, person }: Pick<Context, 'db' | 'now' | 'person'>,
  change: { projectId: number; field: 'paper' | 'approvalState'; old: string | null; new: string | null },
): Promise<void> {
  const source = { at: now, accountId: person.accountId, actor: person.username, source: 'entry', sourceId: null }
  await insertChanges(db, [change], source)
}

/** `环评批复 云环审〔2026〕3号`: how a paper is called in a line of history. */
export function lineOf({ title, number }: { title: string; number: string | null }): string {
  return number && !title.includes(number) ? `${title} ${number}` : title
}

/** As the record keeps it: under names of its own, since other things have an issuer too. */
export function recorded({ kind, approvalKind, title, number, issuer, issuedOn, expiresOn, note }: PaperFields) {
  return { kind, formality: approvalKind, title, number, issuingBody: issuer, issuedOn, expiresOn, note }
}
