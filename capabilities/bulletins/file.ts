import { type Source, traceFigure } from '#capabilities/figures/public.ts'
import { listOrganisationsAsOf } from '#capabilities/people/public.ts'
import type { Round } from '#capabilities/race/public.ts'
import { dateLongText, lastDayOf } from '#kernel/period.ts'
import { conflict } from '#kernel/problem.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { SourceNote, Sources } from '#platform/word/citations.ts'
import type { OfficialDocument } from '#platform/word/document-model.ts'
import { buildOfficialDocument } from '#platform/word/official-document.ts'
import { draftDocument, type OfficeTemplate } from './drafting.ts'
import { bulletinFileName } from './rules/naming.ts'
import * as store from './store/bulletins.ts'

/** What a Word file is built from, and what it is called without its ending. */
export interface Printable {
  name: string
  document: OfficialDocument
  source: Source
}

/** The document in force with its number, else its draft, which its name says. */
export async function printable(
  db: Transaction,
  { round, template }: { round: Round; template: OfficeTemplate },
  given: { now: Date; mayDraft: boolean },
): Promise<Printable> {
  const published = await store.findPublished(db, round.id, template.key)
  if (!published && !given.mayDraft) throw conflict('bulletin_not_published', '本期文稿尚未发布，发布后可以下载。')
  const org = (await listOrganisationsAsOf(db, lastDayOf(round.month))).find(({ id }) => id === round.orgId)!
  const name = bulletinFileName(org.name, { round, templateName: template.name, isDraft: !published })
  if (!published) {
    const { composed, source } = await draftDocument(db, round, template, given)
    return { name, document: composed.document, source }
  }
  const source = { ...(await store.readFrozenSource(db, published.id)), figures: published.figures }
  const { document, number } = published
  return { name, document: number ? { ...document, number } : document, source }
}

export async function wordBytes({ document, source }: Printable, style?: Sources['style']): Promise<Uint8Array> {
  return await buildOfficialDocument(document, style ? { sources: { style, notes: notesOf(source) } } : {})
}

/** What a reader of the paper is told of each figure. */
function notesOf(source: Source): Map<string, SourceNote> {
  return new Map(
    source.figures.map((figure) => {
      const { id, subject, value, unit, formula, asOf } = figure
      const { rows, recomputed } = traceFigure(figure, source)
      const kind = figure.source.kind === 'ledger' ? '项目台账逐月数据' : '调度锁定数据'
      const origin = `${kind}${rows.length > 0 ? `，涉及${rows.length}个项目` : ''}${recomputed === null ? '' : '，已由明细复核'}`
      return [id, { subject, value: `${value}${unit}`, formula, origin, asOf: dateLongText(asOf) }] as const
    }),
  )
}
