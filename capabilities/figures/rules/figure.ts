/**
 * A number with everything that stands behind it, so that a click on it shows rows, formula and as-of time, and so that a document can
 * be checked against itself before it leaves.
 */
export interface Figure {
  /** Stable within one document: `region.completedYtd`, `org.12.rank`, of another month `region.completedYtd@2025-10`. */
  id: string
  /** As running text prints it, `203.1亿元`; a table may print the same figure as `2031000`. */
  text: string
  /** Exact decimal, unrounded, in `unit`; money always in 万元. */
  value: string
  unit: FigureUnit
  /** The number as printed, with its sign, where it is not `value` rounded: the difference of two rates is that of both as printed. */
  printed?: string
  /** What the number counts or measures: `全市1—10月完成投资`. */
  subject: string
  /** In words an official reads: `完成率＝完成投资÷年度计划投资`. */
  formula: string
  rule: FigureRule
  inputs: FigureInput[]
  /** The ways in which this figure is a total: each names its parts, which must add up to it without a remainder. */
  partitions: Partition[]
  /** Data cut-off, ISO date: a figure without its as-of time is not a figure. */
  asOf: string
  source: FigureSource
}

export type FigureUnit = '万元' | '个' | '%' | '个百分点' | '位'

/**
 * How the value follows from the inputs, in their order. `rows`: taken from the rows; `sum`; `difference`: first minus second, and
 * where the sentence says 高于 or 减少 the print has no sign; `percent`: first ÷ second × 100; `growth`: (first − second) ÷ second ×
 * 100; `rank`: 1 + how many of the later ones are greater than the first.
 */
export type FigureRule = 'rows' | 'sum' | 'difference' | 'percent' | 'growth' | 'rank'

/** Another figure of the same document, or a value that is not printed and therefore named. */
export type FigureInput = { figure: string } | { name: string; value: string; unit: FigureUnit }

export interface Partition {
  /** `县（市、区）`, `灯色`. */
  by: string
  parts: string[]
}

/** The rows behind a figure: those of a locked round, or of the ledger's month where that month had none; no filter means all of them. */
export interface FigureSource {
  kind: 'round' | 'ledger'
  month: string
  /** Names the other period (`2026-W46`, `2025-10`) where the figure is not of the document's own. */
  period?: string
  lockedAt: string
  filter: {
    orgId?: number
    projectId?: number
    light?: Light
    planState?: 'new' | 'continuing'
    column: string
  }
}

export type Light = 'green' | 'yellow' | 'red' | 'grey'
