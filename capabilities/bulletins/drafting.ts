import { figureBook, materialOf, type RoundMaterial, type Source } from '#capabilities/figures/public.ts'
import { readRegion } from '#capabilities/people/public.ts'
import type { Round } from '#capabilities/race/public.ts'
import { dateInChina, monthOf } from '#kernel/period.ts'
import { conflict, notFound } from '#kernel/problem.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { READY_TEMPLATES } from './ready/ready-templates.ts'
import { type DraftChanges, withChanges } from './rules/draft.ts'
import { composed, earlierSources, type Made, withoutRows } from './rules/made.ts'
import { issuerOf } from './rules/naming.ts'
import { type Problem, problemsOf, rankingProblems } from './rules/problems.ts'
import { readRoundNature } from './store/bulletins.ts'
import { findDraft } from './store/drafts.ts'
import { findTemplate, listTemplates, type TemplateRow } from './store/templates.ts'
import { type Composed, mistakesOf, type PartMistake } from './template/compose.ts'
import type { Rhythm, Template, TemplateContent } from './template/content.ts'

/** A template an office may use; `version` null: ready, as the product brings it. */
export type OfficeTemplate = Template & { version: number | null; changedAt: string | null; changedBy: string | null }

/** A document composed now, with all it was made from. */
export interface Draft {
  template: OfficeTemplate
  changes: DraftChanges
  draftVersion: number
  composed: Composed
  problems: (Problem & { explanation: string | null })[]
  source: Source
  made: Made
  ranking: RoundMaterial['ranking']
  material: RoundMaterial['material']
}

/** The templates of an office: its own, and the ready ones it has not made its own. */
export async function templatesOf(db: Transaction, orgId: number): Promise<OfficeTemplate[]> {
  const own = await listTemplates(db, orgId)
  const made = new Map(own.flatMap((row) => (row.readyCode ? [[row.readyCode, row] as const] : [])))
  return [
    ...READY_TEMPLATES.map((ready) => (made.has(ready.key) ? fromRow(made.get(ready.key)!) : fromReady(ready))),
    ...own.filter(({ readyCode }) => readyCode === null).map(fromRow),
  ]
}

/** Refuses with 404 where the office has no such template in use. */
export async function templateOf(db: Transaction, orgId: number, key: string, hold = false): Promise<OfficeTemplate> {
  const own = /^t(\d+)$/.exec(key)
  const row = await findTemplate(db, orgId, own ? { id: Number(own[1]) } : { readyCode: key }, hold)
  if (row && (own ? row.readyCode === null : true)) return fromRow(row)
  const ready = READY_TEMPLATES.find((template) => template.key === key)
  if (!ready) throw notFound('这个模板')
  return fromReady(ready)
}

function fromReady(ready: Template): OfficeTemplate {
  return { ...ready, version: null, changedAt: null, changedBy: null }
}

function fromRow({
  id,
  readyCode,
  name,
  rhythm,
  confirms,
  version,
  content,
  changedAt,
  changedBy,
}: TemplateRow): OfficeTemplate {
  return { key: readyCode ?? `t${id}`, name, rhythm, confirms, version, content, changedAt, changedBy }
}

/** Whether a template is for such a round: every month, a quarter's last month, every week. */
export function fits(rhythm: Rhythm, round: Pick<Round, 'kind' | 'month'>): boolean {
  if (rhythm === 'week') return round.kind === 'week'
  return round.kind === 'month' && (rhythm === 'month' || monthOf(round.month) % 3 === 0)
}

const RHYTHM_WORDS: Record<Rhythm, string> = { month: '月调度', quarter: '季末月份的月调度', week: '周调度' }

/**
 * Composes a document of a round: of a published ranking its frozen rows, so that ranking and document never differ. `hold` keeps that
 * ranking in force until the transaction ends; `content` tries other words than the template's and the draft's.
 */
export async function draftDocument(
  db: Transaction,
  round: Round,
  template: OfficeTemplate,
  given: { now: Date; hold?: boolean; content?: TemplateContent },
): Promise<Draft> {
  if (!fits(template.rhythm, round))
    throw conflict('template_rhythm', `“${template.name}”用于${RHYTHM_WORDS[template.rhythm]}，请打开相应的一期。`)
  const nature = await readRoundNature(db, round.id)
  const { material, ranking, org } = await materialOf(db, round, { ...given, isPartial: nature.isPartial })
  const draft = given.content ? null : await findDraft(db, round.id, template.key)
  const changes = draft?.changes ?? {}
  const content = given.content ?? withChanges(template.content, changes)
  const mistakes = mistakesOf(content, organisationsOf(material))
  if (mistakes[0]) throw mistaken(mistakes)
  const region = (await readRegion(db)) ?? { name: org.name, issuer: `${org.name}重点项目建设指挥部办公室` }
  const made: Made = {
    template: { key: template.key, name: template.name, version: template.version, content },
    org: { name: org.name },
    nature,
    publication: {
      issuer: issuerOf(org, region),
      date: changes.date ?? dateInChina(given.now),
      ...(changes.publicity ? { publicity: changes.publicity } : {}),
      ...(changes.signers ? { signers: changes.signers } : {}),
      ...(changes.attendance ? { attendance: changes.attendance } : {}),
    },
    material: withoutRows(material),
  }
  const result = composed(made, material)
  const { document, figures, missing } = result
  const explanations = changes.explanations ?? {}
  const found = [...rankingProblems(ranking.places, figureBook(material)), ...problemsOf(document, figures, missing)]
  const problems = found.map((problem) => ({
    ...problem,
    explanation: problem.mayExplain ? (explanations[problem.key] ?? null) : null,
  }))
  const { orgId, month, cutoffOn } = round
  const { rows } = material.now
  const source: Source = {
    round: { orgId, month, cutoffOn },
    rows,
    earlier: earlierSources(material, figures),
    figures,
  }
  return {
    template,
    changes,
    draftVersion: draft?.version ?? 0,
    composed: result,
    problems,
    source,
    made,
    ranking,
    material,
  }
}

export function organisationsOf({ members, ownLevel }: RoundMaterial['material']): string[] {
  return [...members.map(({ name }) => name), ownLevel]
}

export function mistaken(mistakes: readonly PartMistake[]) {
  const [{ part, line, sentence } = { part: 'body', line: 1, sentence: '' }] = mistakes
  const where = part === 'body' ? `第${line}行` : { title: '标题', addressees: '主送', note: '附注' }[part]
  return conflict('template_mistake', `模板有误，${where}：${sentence}`, { mistakes })
}
