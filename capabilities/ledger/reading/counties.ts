import {
  type CountyAnswer,
  citiesIn,
  countiesIn,
  findCounty,
  type PlaceContext,
} from '#platform/gazetteer/find-county.ts'
import { strictFold } from './text.ts'

/** The gazetteer as the reader uses it, so that tests and regions with their own divisions can bring another. */
export interface Gazetteer {
  findCounty(text: string, context?: PlaceContext): CountyAnswer
  countiesIn(text: string, context?: PlaceContext): { text: string; answer: CountyAnswer }[]
  citiesIn(text: string): { city: string | null; province: string | null }
}

export const nationalGazetteer: Gazetteer = { findCounty, countiesIn, citiesIn }

/** What a county cell says. `county` null with a `problem` when it names none, several, or the city above. */
export interface CountyCell {
  county: string | null
  isAlias: boolean
  town: string | null
  problem: 'county-unknown' | 'county-above' | 'county-several' | 'county-ambiguous' | 'county-is-town' | null
  candidates: string[]
}

/** Resolves the words of county cells; each distinct wording is looked up once. */
export class CountyResolver {
  private readonly known = new Map<string, CountyCell>()
  private readonly gazetteer: Gazetteer
  private readonly answers: Record<string, string | null>
  private context: PlaceContext

  constructor(gazetteer: Gazetteer, answers: Record<string, string | null>, context: PlaceContext) {
    this.gazetteer = gazetteer
    this.answers = answers
    this.context = context
  }

  /** Learns the city from wordings that are clear, so that 海州 beside 彰武县 is the 海州区 of 阜新. */
  learnFrom(texts: Iterable<string>): void {
    if (this.context.city) return
    const cities = new Map<string, number>()
    for (const text of texts) {
      const answer = this.gazetteer.findCounty(strictFold(text), this.context)
      const city = answer.found === 'one' ? answer.county.city : null
      if (city) cities.set(city, (cities.get(city) ?? 0) + 1)
    }
    const [best] = [...cities].sort((a, b) => b[1] - a[1])
    if (best) this.context = { ...this.context, city: best[0] }
    this.known.clear()
  }

  resolve(text: string): CountyCell {
    const known = this.known.get(text)
    if (known) return known
    const cell = this.lookUp(text)
    this.known.set(text, cell)
    return cell
  }

  /** The one county a title names, else null. Two counties are no county. */
  ofTitle(text: string): { county: string; text: string } | null {
    const found = this.gazetteer.countiesIn(strictFold(text), this.context)
    const [first] = found
    if (found.length !== 1 || first?.answer.found !== 'one') return null
    return { county: first.answer.county.fullName, text: first.text }
  }

  /** The county a sheet is named after: `南乐县`, `南乐`, `3.台前县项目`, `市本级`. */
  ofSheetName(name: string): { county: string; text: string } | null {
    const folded = strictFold(name).replace(/^[\d.、()（）\-_]+|[\d.、()（）\-_]+$/g, '')
    const bare = folded.replace(/(重点|工业|产业)*项目(台账|清单|表|明细)?$|台账$|清单$|明细$/, '')
    const answer = bare.length >= 2 ? this.gazetteer.findCounty(bare, this.context) : { found: 'none' as const }
    if (answer.found === 'one') return { county: answer.county.fullName, text: bare }
    return this.ofTitle(folded)
  }

  private lookUp(text: string): CountyCell {
    const nothing: CountyCell = { county: null, isAlias: false, town: null, problem: null, candidates: [] }
    const folded = strictFold(text)
    const answered = this.answers[text] ?? this.answers[folded]
    if (answered !== undefined) return { ...nothing, county: answered }
    const answer = this.gazetteer.findCounty(folded, this.context)
    if (answer.found === 'one') {
      return {
        ...nothing,
        county: answer.county.fullName,
        isAlias: answer.county.fullName !== folded && answer.county.matched !== 'full',
      }
    }
    if (answer.found === 'above' || /^(全市|全省|全县|跨县区?|跨区域)$/.test(folded))
      return { ...nothing, problem: 'county-above' }
    if (answer.found === 'several') {
      return {
        ...nothing,
        problem: 'county-ambiguous',
        candidates: answer.candidates.map(({ city, fullName }) => `${city ?? ''}${fullName}`),
      }
    }
    return this.lookInside(folded, nothing)
  }

  private lookInside(folded: string, nothing: CountyCell): CountyCell {
    const inside = this.gazetteer
      .countiesIn(folded, this.context)
      .flatMap(({ answer }) => (answer.found === 'one' ? [answer.county.fullName] : []))
    const parts = folded.split(/[、,，;；/]/).filter((part) => part !== '')
    if (inside.length > 1 || parts.length > 1) return { ...nothing, problem: 'county-several', candidates: inside }
    const town = /([\u4e00-\u9fff]{1,8}(镇|乡|街道|街道办|街道办事处|苏木|农场|林场|村))$/.test(folded) ? folded : null
    if (inside.length === 1) return { ...nothing, county: inside[0] as string, isAlias: true, town }
    if (town) return { ...nothing, town, problem: 'county-is-town' }
    if (/^[\u4e00-\u9fff]{2,12}[县区市旗]$/.test(folded))
      return { ...nothing, county: folded, problem: 'county-unknown' }
    return { ...nothing, problem: 'county-unknown' }
  }
}
