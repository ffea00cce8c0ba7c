import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Wall } from '#capabilities/live/contract.ts'
import { monthOf } from '#kernel/period.ts'
import { moneyIn, monthName, rateIn, signed, spanText, thin } from '#platform/web/format.ts'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { LightShape } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from './api.ts'
import { LightLinks } from './LightLinks.tsx'
import { Ruler } from './Ruler.tsx'
import { TotalsPanel } from './TotalsPanel.tsx'
import { gapOf, lightOfGap, type Thresholds, unitOf } from './wall-figures.ts'

/** What the eye meets first: completed, per cent of the plan, pace, the gap; below them the year's plan as a ruler. */
export function Headline({ wall }: { wall: Wall }) {
  const w = useWords()
  const [open, setOpen] = useState(false)
  const { totals, asOfMonth } = wall
  const unit = unitOf(totals)
  const unitText = w(`kit.unit.${unit}`)
  const show = () => setOpen(true)
  const caption = asOfMonth ? w('live.completed', { span: spanText(asOfMonth) }) : w('live.completedNone')
  return (
    <section className="wall-headline">
      <div className="wall-figures">
        <div className="wall-main">
          <p className="wall-caption">
            {caption}
            {asOfMonth && monthOf(asOfMonth) > 1 && (
              <small>
                {w('live.current', {
                  month: monthName(monthOf(asOfMonth)),
                  amount: thin(moneyIn(totals.completedCurrent, unit, 2)),
                  unit: unitText,
                })}
              </small>
            )}
          </p>
          <Figure value={moneyIn(totals.completedYtd, unit, 2)} unit={unitText} onOpen={show} label={caption} />
        </div>
        {totals.completionRate === null ? (
          <p className="wall-noplan">{w('live.noPlan')}</p>
        ) : (
          <Rates wall={wall} onOpen={show} />
        )}
        <div className="wall-count">
          <p className="wall-caption">
            {w('live.projects', { count: totals.projects })}
            <small>{w('live.annualPlan', { amount: thin(moneyIn(totals.annualPlan, unit, 2)), unit: unitText })}</small>
          </p>
          <LightLinks lights={totals.lights} org={wall.org} />
        </div>
      </div>
      <Ruler wall={wall} />
      {open && <TotalsPanel wall={wall} onClose={() => setOpen(false)} />}
    </section>
  )
}

function Rates({ wall: { totals }, onOpen }: { wall: Wall; onOpen: () => void }) {
  const w = useWords()
  const gap = gapOf(totals)
  const light = lightOfGap(gap, useThresholds())
  const verdict = gap === null ? null : Number(signed(gap).replace('−', '-'))
  return (
    <>
      <div className="wall-rate">
        <p className="wall-caption">{w('live.completionRate')}</p>
        <Figure value={rateIn(totals.completionRate)} unit="%" onOpen={onOpen} label={w('live.completionRate')} />
      </div>
      {gap !== null && verdict !== null && (
        <>
          <div className="wall-rate wall-rate-gap">
            <p className="wall-caption">
              {w(verdict === 0 ? 'live.level' : verdict > 0 ? 'live.ahead' : 'live.behind')}
            </p>
            <span className="wall-gap">
              <LightShape light={light} />
              <Figure value={signed(gap)} unit={w('kit.unit.points')} onOpen={onOpen} label={w('live.gap')} />
            </span>
          </div>
          <div className="wall-rate wall-rate-pace">
            <p className="wall-caption">{w('live.paceTitle')}</p>
            <Figure value={rateIn(totals.pace)} unit="%" onOpen={onOpen} label={w('live.paceTitle')} />
          </div>
        </>
      )}
    </>
  )
}

/** The thresholds of the light rules in force; null until they are known. */
function useThresholds(): Thresholds | null {
  const { data } = useQuery({ ...ledger.listLightPresets.query(), staleTime: 600_000 })
  return data?.items.find((preset) => preset.isCurrent)?.rules ?? null
}
