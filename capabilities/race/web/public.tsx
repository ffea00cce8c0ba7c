import { type LightColour, LightShape } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { placeChange, placeChangeText } from './place-change.ts'
import './public.css'

/** A place and how it moved since the last published ranking: `2 ↑1`. For other capabilities' pages as well. */
export function PlaceMark({ place, previous, tied }: { place: number | null; previous: number | null; tied: boolean }) {
  const w = useWords()
  if (place === null) return <span className="place place-none">—</span>
  const change = placeChange(place, previous)
  const said = change && w(`race.moved.${change.direction}`, { by: change.by })
  return (
    <span className="place">
      <b>{place}</b>
      {tied && <small className="place-tied">{w('race.tied')}</small>}
      {change && (
        <small className={`place-change place-${change.direction}`} title={said ?? undefined}>
          <span aria-hidden="true">{placeChangeText(change)}</span>
          <span className="sr-only">{said}</span>
        </small>
      )}
    </span>
  )
}

const ORDER: readonly LightColour[] = ['red', 'yellow', 'green', 'grey']

/** How many projects stand under each light, each with its shape: `■4 ▲16 ●53 ○3`. Zero is drawn pale, so that columns stay columns. */
export function LightCounts({ lights }: { lights: Record<LightColour, number> }) {
  const w = useWords()
  return (
    <span className="light-counts">
      {ORDER.map((light) => (
        <span key={light} className={lights[light] === 0 ? 'light-count light-count-zero' : 'light-count'}>
          <LightShape light={light} />
          <span className="sr-only">{w(`kit.light.${light}`)}</span>
          {lights[light]}
        </span>
      ))}
    </span>
  )
}
