import type { Place, Ranking } from '#capabilities/race/contract.ts'
import { rateIn, signed, spanOfYear } from '#platform/web/format.ts'
import { words } from '#platform/web/words/use-words.ts'
import { placeChange, placeChangeText } from './place-change.ts'
import { parted } from './ranking-figures.ts'

/**
 * The ranking as lines for a chat window. Names are filled up with full-width blanks, so that in a Chinese typeface the columns stand
 * under each other. What is not published says so in its first line.
 */
export function rankingAsText(ranking: Ranking): string {
  const { ranked, outside } = parted(ranking.places)
  const state = { open: words('race.chatProvisional'), computed: words('race.chatUnpublished'), published: '' }[
    ranking.state
  ]
  const head = `${words('race.chatHead', { span: spanOfYear(ranking.month), group: ranking.group })}${state}`
  const width = Math.max(0, ...ranked.map(({ orgName }) => orgName.length))
  const lines = ranked.map((place) => lineOf(place, width))
  const others = outside.map(({ orgName }) => `${orgName}：${words('race.outside')}`)
  return [head, ...lines, ...others].join('\n')
}

function lineOf(place: Place, width: number): string {
  const name = place.orgName.padEnd(width, '　')
  const figures = words('race.chatLine', { rate: rateIn(place.completionRate), gap: signed(place.gap) })
  const change = placeChangeText(placeChange(place.place, place.previousPlace))
  const tied = place.isTied ? `（${words('race.tied')}）` : ''
  return `${place.place}　${name}　${figures}${change === '' ? '' : `　${change}`}${tied}`
}
