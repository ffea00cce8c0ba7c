import { scatter, type Territory } from './geography.ts'
import { DEPARTMENTS, STORY_PLACES } from './places.ts'
import type { Random } from './random.ts'
import type { Field, Organisation, Point } from './region.ts'

export type Site = { field: Field; home: Organisation; county: Organisation; place: Point }
export type Gazette = {
  /** in the fixed order, as the territories are */
  counties: Organisation[]
  /** a site for a project of this county; `parkWithoutPlan` only when it is asked for */
  siteIn(county: Organisation, wish?: Organisation): Site
  /** a site for a project of the city's own level */
  municipalSite(): Site
  find(name: string): Organisation
  placeAt(home: Organisation, county: Organisation): Point
}

const SPREAD = 0.03
const FIELD_OF_DEPARTMENT: Record<string, Field> = {
  zhujian: '民生',
  jiaotong: '基础设施',
  shuili: '基础设施',
  weijian: '民生',
  jiaoyu: '民生',
}

/** Gives every town and park a place on the map, and projects a home: works in parks, fields in the country, schools in towns. */
export function surveySites(random: Random, organisations: readonly Organisation[], territories: Territory[]): Gazette {
  const counties = organisations.filter(({ kind }) => kind === 'county' || kind === 'zone')
  const seats = settle(random, organisations, counties, territories)
  const around = (home: Organisation, county: Organisation) =>
    scatter(random, territories[counties.indexOf(county)]!.ring, seats.get(home.id)!, SPREAD)
  const withProjects = DEPARTMENTS.filter(({ projects }) => projects).map(({ name }) => name)
  const departments = organisations.filter(({ kind, name }) => kind === 'department' && withProjects.includes(name))
  return {
    counties,
    placeAt: around,
    find: (name) => organisations.find((organisation) => organisation.name === name)!,
    siteIn: (county, wish) => {
      const members = organisations.filter(({ parentId }) => parentId === county.id)
      const field = wish ? (wish.kind === 'park' ? '工业' : '农业') : pickField(random, members)
      const home = wish ?? pickHome(random, field, county, members)
      return { field, home, county, place: around(home, county) }
    },
    municipalSite: () => {
      const home = random.pick(departments)
      const county = random.pick(counties)
      const field = FIELD_OF_DEPARTMENT[home.path.split('.').at(-1)!]!
      return { field, home, county, place: around(county, county) }
    },
  }
}

/** Every county, town and park gets an inner place of its territory; two share one only when places run out. */
function settle(
  random: Random,
  organisations: readonly Organisation[],
  counties: Organisation[],
  territories: Territory[],
): Map<number, Point> {
  const seats = new Map<number, Point>()
  counties.forEach((county, position) => {
    const places = random.shuffled(territories[position]!.places)
    const members = organisations.filter(({ id, parentId }) => id === county.id || parentId === county.id)
    members.forEach(({ id }, index) => {
      seats.set(id, places[index % places.length]!)
    })
  })
  return seats
}

function pickField(random: Random, members: Organisation[]): Field {
  const urban = members.filter(({ name }) => name.endsWith('街道')).length * 2 >= members.length - 2
  const lot = random.next()
  if (lot < (urban ? 0.5 : 0.42)) return '工业'
  if (lot < (urban ? 0.74 : 0.62)) return '基础设施'
  return lot < (urban ? 0.97 : 0.8) ? '民生' : '农业'
}

function pickHome(random: Random, field: Field, county: Organisation, members: Organisation[]): Organisation {
  const parks = members.filter(({ kind, name }) => kind === 'park' && name !== STORY_PLACES.parkWithoutPlan)
  const towns = members.filter(({ kind, name }) => kind === 'town' && (field !== '农业' || !name.endsWith('街道')))
  // the first towns of a county are its larger ones
  const town = towns[Math.min(random.whole(0, towns.length - 1), random.whole(0, towns.length + 1))]!
  const lot = random.next()
  if (parks.length > 0 && field === '工业' && lot < 0.72) return random.pick(parks)
  if (parks.length > 0 && field === '基础设施' && lot < 0.2) return random.pick(parks)
  if (field !== '工业' && lot > 0.74) return county
  return town
}
