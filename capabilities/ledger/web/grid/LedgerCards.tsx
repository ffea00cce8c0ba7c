import { useEffect, useRef, useState } from 'react'
import type { MoneyUnit } from '#platform/web/format.ts'
import type { LightColour } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { GridRow } from '../../grid/contract.ts'
import { LIGHTS } from '../../vocabulary.ts'
import { ListCard } from '../list/ListCard.tsx'
import { isOneOf } from '../parts/labels.ts'
import type { LedgerGridData } from './use-ledger-grid.ts'
import '#platform/web/kit/table.css'

const PAGE = 40

type Props = { data: LedgerGridData; unit: MoneyUnit; onOpen: (id: number) => void }

/** The ledger on a phone: one card a project, further ones as one scrolls. */
export function LedgerCards({ data, unit, onOpen }: Props) {
  const w = useWords()
  const { rows, order } = data
  const [shown, setShown] = useState(PAGE)
  const end = useRef<HTMLDivElement>(null)
  const count = Math.min(shown, rows.count)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order has other rows in sight
  useEffect(() => rows.want(0, count), [rows, count, order])
  const hasMore = count < rows.count
  useEffect(() => {
    if (!hasMore || !end.current) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setShown((now) => now + PAGE), {
      rootMargin: '600px',
    })
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [hasMore])
  return (
    <>
      <ul className="cards" aria-label={w('ledger.list.title')}>
        {Array.from({ length: count }, (_, place) => {
          const row = rows.rowAt(place)
          return (
            <li key={rows.idAt(place)}>
              {row ? (
                <button type="button" className="card" onClick={() => onOpen(row.id)}>
                  <ListCard row={cardOf(row)} w={w} unit={unit} />
                </button>
              ) : (
                <div className="card skeleton lg-card-waits" />
              )}
            </li>
          )
        })}
      </ul>
      <div ref={end} className="table-end" aria-hidden="true" />
      <p className="table-tail">{w(hasMore ? 'kit.shown' : 'kit.all', { total: rows.count, shown: count } as never)}</p>
    </>
  )
}

function cardOf({ cells }: GridRow) {
  const { name, county, stage, sponsor, light, completionRate, pace, totalInvestment } = cells
  return {
    name: name ?? '',
    countyName: county?.slice(county.indexOf('|') + 1) ?? null,
    stage: stage ?? null,
    sponsor: sponsor ?? null,
    light: (isOneOf(LIGHTS, light ?? '') ? light : 'grey') as LightColour,
    completionRate: completionRate ?? null,
    pace: pace ?? null,
    totalInvestment: totalInvestment ?? null,
  }
}
