import { figureBook, materialOf, type RoundMaterial, type Source } from '#capabilities/figures/public.ts'
import { readRegion } from '#capabilities/people/public.ts'
import type { Round } from '#capabilities/race/public.ts'
import { dateInChina } from '#kernel/period.ts'
import { conflict, notFound } from '#kernel/problem.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { READY_TEMPLATES } from './ready/ready-templates.ts'
import { type DraftChanges, withChanges } from './rules/draft.ts'
import { fits } from './rules/fits.ts'
import { composed, earlierSources, type Made, withoutRows } from './rules/made.ts'
import { issuerOf } from './rules/naming.ts'
import { type Problem, problemsOf, rankingProblems } from './rules/problems.ts'
import { readRoundNature } from './store/bulletins.ts'
import { findDraft } from './store/drafts.ts'
import { findTemplate, listTemplates, type TemplateRow } from './store/templates.ts'
import { type Composed, mistakesOf, type PartMistake } from './template/compose.ts'
import type { Rhythm, Template, TemplateContent } from './template/content.ts'

/** A template an office may use; `version` null: ready, as the product brings it. */
export type OfficeTemplate = Template & {
  version: number | null
  changedAt: string | null
  changedBy: string | null
  /** Out of use: what was made of it stays, nothing new is. */
  isRetired?: true
}

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

/** Refuses with 404 where the office has no such template in use; of its own also one that it retired, where `isKept` asks for it. */
export async function templateOf(
  db: Transaction,
  orgId: number,
  key: string,
  { hold = false, isKept = false }: { hold?: boolean; isKept?: boolean } = {},
): Promise<OfficeTemplate> {
  const own = /^t(\d+)$/.exec(key)
  const row = await findTemplate(db, orgId, own ? { id: Number(own[1]), isKept } : { readyCode: key }, hold)
  if (row && (own ? row.readyCode === null : true)) return fromRow(row)
  const ready = READY_TEMPLATES.find((template) => template.key === key)
  if (!ready) throw notFound('这个模板')
  return fromReady(ready)
}

function fromReady(ready: Template): OfficeTemplate {
  return { ...ready, version: null, changedAt: null, changedBy: null }
}

function fromRow({
  isRetired,
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
  return {
    key: readyCode ?? `t${id}`,
    name,
    rhythm,
    confirms,
    version,
    content,
    changedAt,
    changedBy,
    ...(isRetired ? { isRetired } : {}),
  }
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
  const { content, mistake } = contentFor(given.content ?? template.content, changes, organisationsOf(material))
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
  const found = [
    ...(mistake ? [mistake] : []),
    ...rankingProblems(ranking.places, figureBook(material)),
    ...problemsOf(document, figures, missing),
  ]
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

/**
 * The template's words with those of this issue. What was saved may have become wrong since (a unit it names is no more): then the template's
 * own words stand, and the document does not leave before this issue's are mended or given up.
 */
function contentFor(
  own: TemplateContent,
  changes: DraftChanges,
  organisations: readonly string[],
): { content: TemplateContent; mistake: Problem | null } {
  const mistakes = mistakesOf(own, organisations)
  if (mistakes.length > 0) throw mistaken(mistakes)
  const content = withChanges(own, changes)
  const changed = mistakesOf(content, organisations)
  if (changed.length === 0) return { content, mistake: null }
  const sentence = `本期修改的文字不能用了，暂按模板印出。${placeOf(changed)}请在“本期修改”中更正，或恢复为模板。`
  return { content: own, mistake: { key: 'draft', kind: 'text', sentence, mayExplain: false } }
}

export function organisationsOf({ members, ownLevel }: RoundMaterial['material']): string[] {
  return [...members.map(({ name }) => name), ownLevel]
}

export function mistaken(mistakes: readonly PartMistake[]) {
  return conflict('template_mistake', `模板有误，${placeOf(mistakes)}`, { mistakes })
}

/** The first mistake with where it stands. */
function placeOf([first]: readonly PartMistake[]): string {
  if (!first) return ''
  const { part, line, sentence } = first
  return `${part === 'body' ? `第${line}行` : PART_NAMES[part]}：${sentence}`
}

const PART_NAMES = { title: '标题', addressees: '主送', note: '附注' }
