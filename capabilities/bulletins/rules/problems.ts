import Big from 'big.js'
import { checkText } from '#capabilities/checker/public.ts'
import { type Figure, type FigureBook, isMissing, reconcile } from '#capabilities/figures/public.ts'
import type { Place } from '#capabilities/race/contract.ts'
import type { OfficialDocument } from '#platform/word/document-model.ts'
import { type MissingFigure, type Part, plainText } from '../template/compose.ts'

/**
 * What stands between a draft and its publication. A remainder, a sum the text does not bear out and a figure that is not there may be
 * explained; a rate that does not follow from its amounts may not.
 */
export interface Problem {
  /** The same for the same problem of the next look. */
  key: string
  kind: 'data' | 'text' | 'missing'
  sentence: string
  mayExplain: boolean
}

/** The ranking keeps sums of its own: where they are not those of its rows, one of the two was changed behind the product's back. */
export function rankingProblems(places: readonly Place[], book: FigureBook): Problem[] {
  return places.flatMap((place) =>
    (['annualPlan', 'completedYtd', 'completedCurrent'] as const).flatMap((subject): Problem[] => {
      const figure = book.figureOf({ subject, whose: { kind: 'member', orgId: place.orgId } })
      if (isMissing(figure) || new Big(figure.value).eq(place[subject])) return []
      const difference = new Big(place[subject]).minus(figure.value)
      const how = `${difference.gt(0) ? '多' : '少'}${difference.abs().toFixed()}万元`
      const sentence = `${figure.subject}在排名中为${place[subject]}万元，按明细为${figure.value}万元，排名${how}。请撤回排名，核对后重新发布。`
      return [{ key: `ranking:${figure.id}`, kind: 'data', sentence, mayExplain: false }]
    }),
  )
}

/** Closing: every total against its parts in the data, every sum, share and change against each other in the text, every gap. */
export function problemsOf(
  document: OfficialDocument,
  figures: readonly Figure[],
  missing: readonly MissingFigure[],
): Problem[] {
  return [
    ...reconcile(figures).map(({ figureId, kind, sentence }): Problem => {
      return { key: `data:${figureId}:${kind}`, kind: 'data', sentence, mayExplain: kind === 'total' }
    }),
    ...textProblems(document),
    ...gaps(missing),
  ]
}

/** What is missing for one reason is one problem, wherever it stands: lines come and go while the office writes. */
function gaps(missing: readonly MissingFigure[]): Problem[] {
  const kinds = Map.groupBy(missing, ({ part, sentence }) => `missing:${part}:${sentence}`)
  return [...kinds].map(([key, [first, ...others]]): Problem => {
    const lines = [...new Set([first!, ...others].map(({ line }) => line))].join('、')
    const where = first!.part === 'body' ? `正文模板第${lines}行` : PARTS[first!.part]
    return {
      key: bounded(key),
      kind: 'missing',
      sentence: `${where}：${first!.sentence}文中印成了“—”。`,
      mayExplain: true,
    }
  })
}

/** Keys are sent back with their explanations. */
function bounded(key: string): string {
  return key.slice(0, LONGEST_KEY)
}

const LONGEST_KEY = 300

const PARTS: Record<Part, string> = { title: '标题', addressees: '主送', note: '附注', body: '正文' }

function textProblems(document: OfficialDocument): Problem[] {
  const { figures, relations, slips } = checkText(plainText(document))
  const contradictions = relations.filter(({ status }) => status === 'fails')
  return [
    ...contradictions.map(({ figures: places, formula, why }): Problem => {
      const printed = places.map((place) => figures[place]?.printed ?? '').join('、')
      return {
        key: bounded(`text:${formula}:${printed}`),
        kind: 'text',
        sentence: `文中“${printed}”：${why}`,
        mayExplain: true,
      }
    }),
    ...slips.map(
      ({ kind, why }): Problem => ({
        key: bounded(`slip:${kind}:${why}`),
        kind: 'text',
        sentence: why,
        mayExplain: true,
      }),
    ),
  ]
}
