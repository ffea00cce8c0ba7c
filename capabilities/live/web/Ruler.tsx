import type { CSSProperties } from 'react'
import type { Wall } from '#capabilities/live/contract.ts'
import { monthOf } from '#kernel/period.ts'
import { rateIn } from '#platform/web/format.ts'
import { useIsPhone } from '#platform/web/kit/media.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { gapOf, labelledTicks, rulerTicks } from './wall-figures.ts'

/** Per cent of the ruler's width a month's label takes. */
const LABEL_APART = 3.6
const LABEL_APART_PHONE = 9

/**
 * The annual plan as one measure across the wall: ink is what was completed, the marks below are where each month's plan ends, the long
 * mark is pace. What is missing to pace is left open with a hatched edge; what is ahead simply passes the mark.
 */
export function Ruler({ wall }: { wall: Wall }) {
  const w = useWords()
  const isPhone = useIsPhone()
  const { totals, curve, asOfMonth } = wall
  if (totals.completionRate === null) return null
  const rate = Number(totals.completionRate)
  const full = Math.max(100, rate)
  const at = (percent: number): string => `${(Math.max(0, percent) / full) * 100}%`
  const ticks = rulerTicks(curve, totals.annualPlan)
  const now = asOfMonth ? monthOf(asOfMonth) - 1 : -1
  const labelled = labelledTicks(ticks, now, isPhone ? LABEL_APART_PHONE : LABEL_APART)
  const pace = totals.pace === null ? null : Number(totals.pace)
  const gap = gapOf(totals)
  return (
    <div
      className="ruler"
      role="img"
      aria-label={w('live.ruler', { rate: rateIn(totals.completionRate), pace: rateIn(totals.pace) })}
    >
      <div className="ruler-line">
        <span className="ruler-done" style={{ width: at(rate) }} />
        {pace !== null && gap !== null && Number(gap) < 0 && (
          <span className="ruler-missing" style={{ left: at(rate), width: at(pace - rate) }} />
        )}
        {pace !== null && <span className="ruler-pace" style={{ left: at(pace) }} />}
        {full > 100 && <span className="ruler-plan" style={{ left: at(100) }} />}
      </div>
      <div className="ruler-ticks" aria-hidden="true">
        {ticks.map((tick, index) =>
          tick === null ? null : (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a month is its place in the year
              key={index}
              className={`ruler-tick ${index === now ? 'ruler-now' : ''}`}
              style={{ '--at': at(tick) } as CSSProperties}
            >
              {labelled.has(index) && <b>{w('live.rulerMonth', { month: index + 1 })}</b>}
            </span>
          ),
        )}
      </div>
    </div>
  )
}
