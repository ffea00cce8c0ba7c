import type { Figure, Source, Trace } from '#capabilities/figures/public.ts'
import type { Round } from '#capabilities/race/public.ts'
import type { Bulletin, FigureSource } from './contract.ts'
import type { Draft, OfficeTemplate } from './drafting.ts'
import type { PublishedRow } from './store/bulletins.ts'

/** Why it may not be published now; null when it may. */
export interface Hindrance {
  code: string
  sentence: string
}

export function publishedView(round: Round, template: OfficeTemplate, published: PublishedRow): Bulletin {
  const { id, title, number, document, figures, made, publishedAt, publishedBy } = published
  return {
    id,
    roundId: round.id,
    templateKey: template.key,
    templateName: made?.template.name ?? template.name,
    templateVersion: made?.template.version ?? null,
    state: 'published',
    title,
    number,
    document: number ? { ...document, number } : document,
    figures: figures.map(shownFigure),
    problems: [],
    hindrance: null,
    unconfirmed: [],
    publicity: document.publicity ?? null,
    circulation: made?.circulation ?? '',
    publishedAt,
    publishedBy,
  }
}

export function draftView(
  round: Round,
  { template, composed: { document, figures }, problems, changes }: Draft,
  given: { hindrance: Hindrance | null; unconfirmed: string[] },
): Bulletin {
  return {
    id: null,
    roundId: round.id,
    templateKey: template.key,
    templateName: template.name,
    templateVersion: template.version,
    state: 'draft',
    // a one-page brief has no title of its own
    title: document.title || template.name,
    number: null,
    document,
    figures: figures.map(shownFigure),
    problems,
    hindrance: given.hindrance?.sentence ?? null,
    unconfirmed: given.unconfirmed,
    publicity: changes.publicity ?? null,
    circulation: changes.circulation ?? '',
    publishedAt: null,
    publishedBy: null,
  }
}

function shownFigure({ id, text, subject, formula, asOf }: Figure) {
  return { id, text, subject, formula, asOf }
}

export type Shown = {
  trace: Trace
  figures: readonly Figure[]
  inSight: (row: Source['rows'][number]) => boolean
  isFrozen: boolean
}

export function figureView(figure: Figure, { trace, figures, inSight, isFrozen }: Shown): FigureSource {
  const shown = trace.rows.filter(({ row }) => inSight(row))
  const byId = new Map(figures.map((other) => [other.id, other]))
  return {
    figure: { ...shownFigure(figure), value: figure.value, unit: figure.unit },
    inputs: figure.inputs.map((input) =>
      'figure' in input
        ? {
            name: byId.get(input.figure)?.subject ?? input.figure,
            text: byId.get(input.figure)?.text ?? '—',
            figureId: input.figure,
          }
        : { name: input.name, text: `${input.value}${input.unit}`, figureId: null },
    ),
    rows: shown.map(({ row, counted }) => {
      const { projectId, projectName, countyName, orgName, annualPlan, completedCurrent, completedYtd, light } = row
      return { projectId, projectName, countyName, orgName, annualPlan, completedCurrent, completedYtd, light, counted }
    }),
    rowTotal: trace.rows.length,
    hiddenRows: trace.rows.length - shown.length,
    isFrozen,
    recomputed: trace.recomputed,
    agrees: trace.agrees,
  }
}
