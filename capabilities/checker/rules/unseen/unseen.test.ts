import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type CheckedComparison, type CheckedFigure, type CheckedText, checkText } from '../check-text.ts'
import { type AnnotatedFigure, type AnnotatedRelation, parseAnnotated } from './annotated.ts'

// Invented texts of other kinds than the three bulletins, each written and annotated before the checker had read it; docs/checker.md has their first
// scores. Relations that hold and are not looked at are no fault; they are printed because each could hide a contradiction.

const folder = fileURLToPath(new URL('.', import.meta.url))
const NO_STATISTIC = ['name', 'date', 'threshold', 'specification']

const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => ({ name, ...parseAnnotated(readFileSync(join(folder, name), 'utf8')) }))

test('figures as annotated, no others; contradictions all found, and no others', () => {
  const sums = { figures: 0, right: 0, extra: 0, fails: 0, missed: 0, alarms: 0, holds: 0, confirmed: 0 }
  for (const { name, text, figures, relations } of texts) {
    const checked = checkText(text)
    const own = figures.filter(({ role }) => role === 'statistic' || role === 'threshold')
    const wrong = own.map((one) => faultOf(one, checked.figures)).filter((fault) => fault !== null)
    const extra = checked.figures.filter((one) => isExtra(one, figures)).map(({ printed, unit }) => printed + unit)
    const failing = checked.relations.filter(({ status }) => status === 'fails')
    const expected = relations.filter(({ status }) => status === 'fails')
    const missed = expected.filter((one) => !failing.some((found) => isOf(one, found)))
    const alarms = failing.filter((found) => !expected.some((one) => isOf(one, found)))
    const right = relations.filter(({ status }) => status === 'holds')
    const confirmed = right.filter((one) => checked.relations.some((found) => isConfirmed(one, found)))
    sums.figures += own.length
    sums.right += own.length - wrong.length
    sums.extra += extra.length
    sums.fails += expected.length
    sums.missed += missed.length
    sums.alarms += alarms.length
    sums.holds += right.length
    sums.confirmed += confirmed.length
    console.log(
      [
        `${name}: ${own.length} figures, ${wrong.length} wrong, ${extra.length} too many`,
        ...wrong.map((fault) => `  ${fault}`),
        ...extra.map((one) => `  too many: ${one}`),
        ...missed.map(({ title }) => `  missed: ${title}`),
        ...alarms.map(({ formula, why }) => `  false: ${formula}: ${why}`),
        ...right.filter((one) => !confirmed.includes(one)).map(({ title }) => `  not looked at: ${title}`),
      ].join('\n'),
    )
  }
  const recall = sums.right / sums.figures
  const precision = sums.right / (sums.figures + sums.extra)
  console.log(
    `recall ${(recall * 100).toFixed(1)} %, precision ${(precision * 100).toFixed(1)} %; ${JSON.stringify(sums)}`,
  )
  expect(recall).toBeGreaterThanOrEqual(0.95)
  expect(sums.missed).toBe(0)
  expect(sums.alarms).toBe(0)
})

function faultOf(one: AnnotatedFigure, figures: readonly CheckedFigure[]): string | null {
  const near = figures.filter(({ start, end }) => start < one.end && end > one.start)
  const found = near.find((each) => one.meant.some(({ value, unit }) => isValue(each, value) && each.unit === unit))
  if (!found)
    return `${one.printed}: read as ${near.map(({ value, unit }) => `${value}${unit}`).join(' ') || 'nothing'}`
  if (one.role === 'threshold') return found.class === 'threshold' ? null : `${one.printed}: a ${found.class}`
  if (NO_STATISTIC.includes(found.class) && !found.unit.endsWith('/年')) return `${one.printed}: a ${found.class}`
  const own = comparisonsOf(found)
  const missing = one.comparisons.filter((wanted) => !own.some((each) => isComparison(each, wanted)))
  const surplus = own.filter(
    (each) =>
      !one.comparisons.some((wanted) => isComparison(each, wanted)) && !isRate(each, one) && !isSelf(each, found),
  )
  if (missing.length + surplus.length === 0) return null
  const lacks = missing.map(({ kinds, value, sign }) => ` without ${kinds} ${value * sign}`)
  const has = surplus.map(({ kind, value }) => ` with ${kind} ${value}`)
  return `${one.printed}:${[...lacks, ...has]}`
}

/** A fall without its level is 2.1 or -2.1: the print has no sign. */
const isValue = ({ value, class: kind }: CheckedFigure, wanted: number) =>
  value === wanted || (kind === 'growth' && value === -wanted)

const isComparison = ({ kind, value }: CheckedComparison, wanted: AnnotatedFigure['comparisons'][number]) =>
  wanted.kinds.includes(kind) && value === wanted.value * wanted.sign

const isRate = ({ kind, value }: CheckedComparison, { rates }: AnnotatedFigure) =>
  (kind === 'share' || kind === 'target_pct') && rates.includes(value)

/** A place that is a figure of its own is noted as its own comparison. */
const isSelf = ({ kind, value }: CheckedComparison, found: CheckedFigure) =>
  found.class === 'rank' && kind === 'rank' && value === found.value

const comparisonsOf = ({ comparison, moreComparisons }: CheckedFigure) =>
  comparison ? [comparison, ...moreComparisons] : []

function isExtra({ start, end, class: kind }: CheckedFigure, figures: readonly AnnotatedFigure[]): boolean {
  if (NO_STATISTIC.includes(kind)) return false
  const on = figures.filter((one) => start < one.end && end > one.start)
  return !on.some(({ role }) => role !== 'compared')
}

type Found = CheckedText['relations'][number]

const isOf = ({ computed, stated }: AnnotatedRelation, found: Found) =>
  (isNear(computed, found.computed) && found.stated === stated) ||
  // 9 of 8 is 8 of 9 from its other side
  (isNear(stated, found.computed) && found.stated === computed)

const isConfirmed = (one: AnnotatedRelation, found: Found) =>
  isOf(one, found) && (found.status === 'holds' || found.status === 'suspect')

const isNear = (a: number, b: number) => Math.abs(a - b) <= Math.max(Math.abs(a) * 0.002, 0.005)
