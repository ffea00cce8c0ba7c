import { foldName } from '#kernel/fold.ts'
import type { LedgerRow } from '../reading/shape.ts'

/** An organisation of the region as the import sees it. */
export type KnownOrganisation = {
  id: number
  parentId: number | null
  kind: string
  name: string
  path: string
  aliases: string[]
  shortName?: string | null
  formerNames?: { name: string }[]
  closedOn?: string | null
  mergedIntoId?: number | null
}
export type OrganisationAnswer = { organisationId: number } | 'create'

/** A place named in the file that the region does not have: the county itself, or a town or park in it. */
export type UnknownPlace = {
  key: string
  kind: 'county' | 'town'
  name: string
  county: string | null
  sheet: string
  excelRows: number[]
}
export type Home = { organisationId: number } | { create: UnknownPlace }
/** Where each row belongs, by `sheet!row`, and what must be asked first. */
export type Placement = { homes: Map<string, Home>; unknown: UnknownPlace[] }

/**
 * Finds the home organisation of every row: the town or park where one is named, else the county, else the importing organisation.
 * Names are met in full, by alias, or as the national table writes them out; `answers` are the user's, by the place's key.
 */
export function placeRows(
  rows: readonly LedgerRow[],
  known: readonly KnownOrganisation[],
  importing: number,
  answers: Record<string, string>,
): Placement {
  const finder = finderOf(known)
  const unknown = new Map<string, UnknownPlace>()
  const homes = new Map<string, Home>()
  for (const row of rows) homes.set(rowKey(row), homeOf(row, { finder, importing, answers, unknown }))
  return { homes, unknown: [...unknown.values()] }
}

export function rowKey(row: { sheet: string; excelRow: number }): string {
  return `${row.sheet}!${row.excelRow}`
}

/** An answer names an organisation by id, or asks for a new one. */
export function readAnswer(text: string | undefined): OrganisationAnswer | null {
  if (text === 'create') return 'create'
  const id = Number(text?.replace(/^org:/, ''))
  return text && Number.isInteger(id) && id > 0 ? { organisationId: id } : null
}

/** County-level places created from a ledger: development zones and their like are of their own kind. */
export function kindOfNew(place: UnknownPlace): 'county' | 'zone' | 'town' | 'park' {
  if (place.kind === 'county')
    return /(开发区|示范区|新区|工业园区|园区|管委会|高新区)$/.test(place.name) ? 'zone' : 'county'
  return /(园|园区|基地|集聚区|开发区)$/.test(place.name) ? 'park' : 'town'
}

type Finder = {
  county: (names: (string | null | undefined)[]) => KnownOrganisation | null
  below: (name: string, county: KnownOrganisation) => KnownOrganisation | null
}
type Search = { finder: Finder; importing: number; answers: Record<string, string>; unknown: Map<string, UnknownPlace> }

function homeOf(row: LedgerRow, search: Search): Home {
  const named = row.county ?? row.countyText
  if (!named) return { organisationId: search.importing }
  const found = search.finder.county([row.county, row.countyText])
  const county = found
    ? { organisationId: found.id }
    : settle({ kind: 'county', name: named, county: null, row }, search)
  if (!row.town || !found) return county
  const below = search.finder.below(row.town, found)
  return below
    ? { organisationId: below.id }
    : settle({ kind: 'town', name: row.town, county: found.name, row }, search)
}

type Wanted = { kind: 'county' | 'town'; name: string; county: string | null; row: LedgerRow }

function settle({ kind, name, county, row }: Wanted, { answers, unknown }: Search): Home {
  const key = ['organisation-unknown', county, name].filter(Boolean).join('|')
  const answer = readAnswer(answers[key])
  if (answer && answer !== 'create') return answer
  const place = unknown.get(key) ?? { key, kind, name, county, sheet: row.sheet, excelRows: [] }
  if (place.excelRows.length < 20) place.excelRows.push(row.excelRow)
  unknown.set(key, place)
  return { create: place }
}

/** Former names, and those of units merged into others, lead to who bears them now, unless somebody is called so today. */
function finderOf(known: readonly KnownOrganisation[]): Finder {
  const counties = new Map<string, KnownOrganisation>()
  const children = new Map<string, KnownOrganisation>()
  const learn = (stood: KnownOrganisation, names: readonly string[], meant: KnownOrganisation) => {
    for (const name of names) {
      if (isCounty(stood)) counties.set(foldName(name), meant)
      else if (stood.kind !== 'city') children.set(`${countyPathOf(stood.path)}|${foldName(name)}`, meant)
    }
  }
  for (const organisation of known) {
    const present = presentOf(organisation, known)
    if (present) learn(organisation, [organisation.name, ...formerNamesOf(organisation)], present)
  }
  for (const organisation of known.filter(({ closedOn }) => !closedOn)) {
    const { name, shortName, aliases } = organisation
    learn(organisation, [...(shortName ? [shortName] : []), ...aliases, name], organisation)
    // 市本级 is the city's own
    if (organisation.kind === 'city')
      for (const own of ['市本级', '市直', name]) counties.set(foldName(own), organisation)
  }
  return {
    county: (names) =>
      names
        .map((name) => (name ? (counties.get(foldName(name)) ?? onlyOneBeginning(counties, foldName(name))) : null))
        .find(Boolean) ?? null,
    below: (name, county) => children.get(`${countyPathOf(county.path)}|${foldName(name)}`) ?? null,
  }
}

function isCounty({ kind }: KnownOrganisation): boolean {
  return kind === 'county' || kind === 'zone'
}

function formerNamesOf({ formerNames }: KnownOrganisation): string[] {
  return (formerNames ?? []).map(({ name }) => name)
}

/** Who has taken a unit's place: itself while it is open, nobody where it was dissolved. */
function presentOf(organisation: KnownOrganisation, known: readonly KnownOrganisation[]): KnownOrganisation | null {
  if (!organisation.closedOn) return organisation
  const into = known.find(({ id }) => id === organisation.mergedIntoId)
  return into ? presentOf(into, known) : null
}

/** 清晏 means 清晏区 where no other county of the region begins so. */
function onlyOneBeginning(counties: Map<string, KnownOrganisation>, short: string): KnownOrganisation | null {
  if (short.length < 2) return null
  const found = new Set(
    [...counties].filter(([name]) => name.startsWith(short)).map(([, organisation]) => organisation),
  )
  return found.size === 1 ? [...found][0]! : null
}

function countyPathOf(path: string): string {
  return path.split('.').slice(0, 2).join('.')
}
