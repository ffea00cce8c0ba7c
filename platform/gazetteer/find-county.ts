import table from './counties.json' with { type: 'json' }

/** A county-level place. `code` is the national division code, null for zones and 市本级, which have none of their own. */
export interface County {
  kind: 'county' | 'zone' | 'municipal'
  fullName: string
  code: string | null
  matched: 'full' | 'short' | 'alias'
  city: string | null
  province: string | null
}

/** What a text says about a place: one county, several it may be, a city or province (never a county), or nothing known. */
export type CountyAnswer =
  | { found: 'one'; county: County }
  | { found: 'several'; candidates: County[] }
  | { found: 'above'; name: string }
  | { found: 'none' }

/** Names already known about the surroundings, as written (`濮阳市`, `辽宁省`); they settle names that several counties share. */
export interface PlaceContext {
  city?: string | null
  province?: string | null
}

/**
 * The county that `text` names: full name, customary short name (阜新县), or the name without 县 / 区 / 市 / 旗 (南乐) where that is one county
 * or the context settles it. A city or province before the name (濮阳市南乐县) is context. Pure; white space must be gone from `text`.
 */
export function findCounty(text: string, context: PlaceContext = {}): CountyAnswer {
  const municipal = asMunicipal(text)
  if (municipal) return { found: 'one', county: municipal }
  const exact = settle(codesOf(text), context)
  if (exact) return exact
  const { rest, city, province } = stripUpperNames(text)
  const inner: PlaceContext = { city: city ?? context.city, province: province ?? context.province }
  if (rest === '' && (city || province)) return { found: 'above', name: text }
  if (rest !== text) {
    const lower = asMunicipal(rest)
    if (lower) return { found: 'one', county: lower }
    const found = settle(codesOf(rest), inner)
    if (found) return found
  }
  const zone = asZone(rest === '' ? text : rest, text)
  return zone
    ? { found: 'one', county: { ...zone, city: inner.city ?? null, province: inner.province ?? null } }
    : { found: 'none' }
}

/**
 * County names (with their 县 / 区 / 市 / 旗) and zones standing inside a longer text such as a title, in order. Short forms without that
 * ending are not looked for: 濮阳 in a title is the city.
 */
export function countiesIn(text: string, context: PlaceContext = {}): { text: string; answer: CountyAnswer }[] {
  const upper = citiesIn(text)
  const inner: PlaceContext = { city: upper.city ?? context.city, province: upper.province ?? context.province }
  const found: { text: string; answer: CountyAnswer }[] = []
  let from = 0
  for (let end = 1; end < text.length; end++) {
    if (!'县区市旗'.includes(text[end] as string)) continue
    const name = longestNameEndingAt(text, from, end)
    if (!name) continue
    const answer = settle(codesOf(name), inner)
    if (answer) found.push({ text: name, answer })
    from = end + 1
  }
  if (found.length === 0) {
    const zone = zoneIn(text, upper.city)
    if (zone) found.push({ text: zone, answer: findCounty(zone, inner) })
  }
  return found
}

/** The prefecture-level city and province a text names (濮阳市…, 辽宁省…), null where it names none. */
export function citiesIn(text: string): { city: string | null; province: string | null } {
  let city: string | null = null
  for (let end = text.indexOf('市'); end > 0 && !city; end = text.indexOf('市', end + 1)) {
    for (let start = Math.max(0, end - 8); start < end && !city; start++) {
      const name = text.slice(start, end + 1)
      if (cityCodes.has(name)) city = name
    }
  }
  const province = provinceNames.find((name) => text.includes(name)) ?? null
  return { city, province }
}

const MUNICIPAL = /^(市本级|市直|市直属|市级|本级|市直单位|县本级|县直|县直属|区本级|州本级|盟本级)$/
const ZONE =
  /(开发区|高新区|经开区|高新技术产业区|新区|示范区|集聚区|产业园区|工业园区|工业园|科技园区|产业园|管理区|管委会|度假区|保税区|自贸区|合作区|试验区|先行区|工业区|园区)$/
const ENDING = /[县区市旗]$/

const cityCodes = new Map(Object.entries(table.cities).map(([code, name]) => [name, code]))
const provinceCodes = new Map(Object.entries(table.provinces).map(([code, name]) => [name, code]))
const provinceNames = [...provinceCodes.keys()]
const byName = new Map<string, string[]>()
const byStem = new Map<string, string[]>()
for (const [code, name] of Object.entries(table.counties)) {
  push(byName, name, code)
  if (name.length > 2 && ENDING.test(name)) push(byStem, name.slice(0, -1), code)
}
const shortNames = table.shortNames as Record<string, string>
for (const [name, code] of Object.entries(shortNames)) if (name.length > 2) push(byStem, name.slice(0, -1), code)

function push(map: Map<string, string[]>, key: string, code: string): void {
  const known = map.get(key)
  if (!known) map.set(key, [code])
  else if (!known.includes(code)) known.push(code)
}

function codesOf(text: string): { codes: string[]; matched: County['matched'] } {
  const full = byName.get(text)
  if (full) return { codes: full, matched: 'full' }
  const alias = shortNames[text]
  if (alias) return { codes: [alias], matched: 'alias' }
  if (cityCodes.has(text) || cityCodes.has(`${text}市`)) {
    // 濮阳 may be the city or the county: the county only as one of several answers.
    return { codes: cityCodes.has(text) ? [] : [...(byStem.get(text) ?? []), ''], matched: 'short' }
  }
  return { codes: byStem.get(text) ?? [], matched: 'short' }
}

function settle(
  { codes, matched }: { codes: string[]; matched: County['matched'] },
  context: PlaceContext,
): CountyAnswer | null {
  const real = codes.filter((code) => code !== '')
  if (real.length === 0) return null
  const cityCode = context.city ? (cityCodes.get(context.city) ?? null) : null
  const provinceCode = context.province ? (provinceCodes.get(context.province) ?? null) : null
  const near = real.filter((code) =>
    cityCode ? code.startsWith(cityCode) : provinceCode ? code.startsWith(provinceCode) : true,
  )
  const left = near.length > 0 ? near : real
  const isSettled = left.length === 1 && codes.length === real.length
  if (isSettled) return { found: 'one', county: countyOf(left[0] as string, matched) }
  return { found: 'several', candidates: left.map((code) => countyOf(code, matched)) }
}

function countyOf(code: string, matched: County['matched']): County {
  return {
    kind: 'county',
    fullName: (table.counties as Record<string, string>)[code] as string,
    code,
    matched,
    city: (table.cities as Record<string, string>)[code.slice(0, 4)] ?? null,
    province: (table.provinces as Record<string, string>)[code.slice(0, 2)] ?? null,
  }
}

function stripUpperNames(text: string): { rest: string; city: string | null; province: string | null } {
  const province = provinceNames.find((name) => text.startsWith(name)) ?? null
  let rest = province ? text.slice(province.length) : text
  let city: string | null = null
  for (let length = Math.min(9, rest.length); length >= 3; length--) {
    const name = rest.slice(0, length)
    if (cityCodes.has(name)) {
      city = name
      rest = rest.slice(length)
      break
    }
  }
  return { rest, city, province }
}

function asMunicipal(text: string): County | null {
  if (!MUNICIPAL.test(text)) return null
  const fullName = /^[县区州盟]/.test(text) ? `${text[0]}本级` : '市本级'
  return {
    kind: 'municipal',
    fullName,
    code: null,
    matched: fullName === text ? 'full' : 'alias',
    city: null,
    province: null,
  }
}

function asZone(text: string, written: string): County | null {
  if (!ZONE.test(text) || text.length > 24) return null
  return { kind: 'zone', fullName: written, code: null, matched: 'full', city: null, province: null }
}

function longestNameEndingAt(text: string, from: number, end: number): string | null {
  for (let start = Math.max(from, end - 14); start < end; start++) {
    const name = text.slice(start, end + 1)
    if (byName.has(name) || shortNames[name]) return name
  }
  return null
}

function zoneIn(text: string, city: string | null): string | null {
  const body = city ? text.slice(text.indexOf(city) + city.length) : text
  const match =
    /^[^\d\s“”（）()]{0,14}?(?:开发区|高新区|经开区|新区|示范区|集聚区|工业园区|产业园区|管理区|度假区)|市本级|市直/.exec(
      body,
    )
  return match && match[0].length > 1 ? match[0] : null
}
