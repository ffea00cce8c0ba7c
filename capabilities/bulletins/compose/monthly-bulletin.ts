import { dateLongText, monthSpanText, yearOf } from '#kernel/period.ts'
import { type Block, type OfficialDocument, textRun } from '#platform/word/document-model.ts'
import { countiesSection } from './counties-section.ts'
import { enterCounties } from './county-figures.ts'
import type { Figure } from './figure.ts'
import { figureBook } from './figure-book.ts'
import type { BulletinInput } from './input.ts'
import { overallSection } from './overall-section.ts'
import { problemsSection } from './problems-section.ts'
import { enterRegion } from './region-figures.ts'
import { requirementsSection } from './requirements-section.ts'

/**
 * The monthly 通报 of a locked round, with every printed number as a figure. Pure: the same input gives the same document for ever.
 * Nothing is checked here: `reconcile(figures)` says whether the totals close, and it is asked before the document leaves.
 */
export function composeMonthlyBulletin(input: BulletinInput): { document: OfficialDocument; figures: Figure[] } {
  const book = figureBook(input.round)
  const region = enterRegion(book, input)
  const lines = enterCounties(book, input)
  const { publication } = input
  const document: OfficialDocument = {
    kind: '通报',
    issuer: publication.issuer,
    ...(publication.masthead ? { masthead: publication.masthead } : {}),
    ...(publication.number ? { number: publication.number } : {}),
    title: bulletinTitle(input),
    addressees: publication.addressees,
    blocks: [
      opening(input),
      ...overallSection(book, input, region),
      ...countiesSection(book, input, region, lines),
      ...problemsSection(book, input, region),
      ...requirementsSection(input),
    ],
    signature: publication.signature ?? publication.issuer,
    date: publication.date,
    ...(publication.note ? { note: publication.note } : {}),
    ...(publication.imprint ? { imprint: publication.imprint } : {}),
  }
  return { document, figures: book.figures }
}

export function bulletinTitle(input: BulletinInput): string {
  return `关于${period(input)}${input.scope}${input.isPartial ? '部分' : ''}重点项目建设进展情况的通报`
}

/** What the ledger holds is 调度口径 and is not the statistics' investment: the first paragraph says so, with cut-off and plan. */
function opening(input: BulletinInput): Block {
  const { round } = input
  const estimates = round.estimated ? '，其中含预计数' : ''
  const text = `现将${period(input)}${input.scope}重点项目建设进展情况通报如下。本通报投资数据为项目调度口径，截至${dateLongText(round.cutoffOn)}${estimates}；完成率按${input.planBasis}计算。${input.isPartial ? PARTIAL : ''}`
  return { kind: 'paragraph', runs: [textRun(text)] }
}

/** A round of some projects must not read as one of all. */
const PARTIAL = '本期只调度部分项目，文中各项数据仅限纳入本期调度的项目。'

function period(input: BulletinInput): string {
  return `${yearOf(input.round.month)}年${monthSpanText(input.round.month)}`
}
