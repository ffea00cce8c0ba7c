import { foldName } from '#kernel/fold.ts'
import { compareWan } from '#kernel/money.ts'

/** What two projects are compared by. Amounts 万元, decimal text. */
export type Comparable = {
  name: string
  owner: string | null
  site: string | null
  code: string | null
  totalInvestment: string | null
  countyId: number | null
}
/** Why two projects are held to be one: the parts of the explanation, the weightiest first. */
export type LikenessReason =
  | { kind: 'code' | 'codeOneOff' | 'owner' | 'ownerAlike' | 'total' | 'totalNear' | 'site' | 'siteAlike' }
  | { kind: 'name'; percent: number }
/** `score` of 100; from 70 a pair is shown, from 90 it is as good as certain. */
export type Likeness = { score: number; reasons: LikenessReason[] }

export const SHOWN_FROM = 70
export const STRONG_FROM = 90

/** Words that most names carry and that tell no project from another. 一期 stands in the name of a first phase and is often left out. */
const GENERIC =
  /建设项目|工程项目|基础设施|项目|工程|建设|有限责任公司|有限公司|股份|年产|新建|扩建|改建|改造|提升|升级|配套|[(（]?(?:第?一|1|I|Ⅰ)期[)）]?/g
const MARKS = /[()（）“”"'‘’·、，,。.:：\-—–_/\\\s【】[\]《》<>]/g

/**
 * How likely two projects are one. Null when something tells them apart: another phase, section, number or year in the name, two codes, or
 * two counties' offices doing the same kind of work. Pure.
 */
export function likenessOf(a: Comparable, b: Comparable): Likeness | null {
  const code = codesOf(a, b)
  if (code === 'differ') return null
  if (code !== 'same' && isToldApart(a.name, b.name)) return null
  const name = nameLikeness(a.name, b.name)
  const owner = ownerLikeness(a.owner, b.owner)
  const total = totalLikeness(a.totalInvestment, b.totalInvestment)
  const site = siteLikeness(a.site, b.site)
  const reasons: LikenessReason[] = []
  if (code === 'same') reasons.push({ kind: 'code' })
  if (code === 'oneOff') reasons.push({ kind: 'codeOneOff' })
  if (name >= 0.5) reasons.push({ kind: 'name', percent: Math.round(name * 100) })
  if (owner.kind === 'owner' || owner.kind === 'ownerAlike') reasons.push({ kind: owner.kind })
  if (total.kind) reasons.push({ kind: total.kind })
  if (site.kind) reasons.push({ kind: site.kind })
  if (code === 'same') return { score: Math.round(70 + 30 * Math.max(name, 0.34)), reasons }
  if (name < 0.5) return null
  const isElsewhere = a.countyId !== b.countyId
  // the same kind of work is done in every county: across counties something besides the name must agree
  if (isElsewhere && owner.points === 0 && total.kind !== 'total') return null
  const score = Math.round(60 * name + owner.points + total.points + site.points + (code === 'oneOff' ? 10 : 0))
  return score < SHOWN_FROM ? null : { score: Math.min(score, 100), reasons }
}

/** Likeness of names from 0 to 1: pairs of neighbouring characters in common, generic words apart; the same name is 1. */
export function nameLikeness(a: string, b: string): number {
  const [one, other] = [partsOf(a), partsOf(b)]
  if (one.plain === other.plain) return 1
  if (one.core === other.core) return 0.97
  const pairs = dice(one.core, other.core)
  const isContained =
    Math.min(one.core.length, other.core.length) >= 4 &&
    (one.core.includes(other.core) || other.core.includes(one.core))
  // whole names count too: cores of two characters say little
  return Math.max((pairs * 3 + dice(one.plain, other.plain)) / 4, isContained ? 0.8 : 0)
}

/** What of a name tells projects apart. */
export function core(name: string): string {
  return partsOf(name).core
}

type Parts = { plain: string; core: string; ordinals: Map<string, string> | null }
/** A search meets each name many times, one soon after the other. */
const known = new Map<string, Parts>()
const KNOWN_AT_MOST = 20_000

function partsOf(name: string): Parts {
  const found = known.get(name)
  if (found) return found
  if (known.size >= KNOWN_AT_MOST) known.clear()
  const bare = plain(name)
  const left = bare.replace(GENERIC, '')
  const parts = { plain: bare, core: left === '' ? bare : left, ordinals: null }
  known.set(name, parts)
  return parts
}

function plain(name: string): string {
  return foldName(name).replace(MARKS, '')
}

function dice(a: string, b: string): number {
  if (a === b) return 1
  const pairs = new Map<string, number>()
  for (let at = 0; at + 1 < a.length; at++) pairs.set(a.slice(at, at + 2), (pairs.get(a.slice(at, at + 2)) ?? 0) + 1)
  let common = 0
  for (let at = 0; at + 1 < b.length; at++) {
    const left = pairs.get(b.slice(at, at + 2)) ?? 0
    if (left > 0) common++
    if (left > 0) pairs.set(b.slice(at, at + 2), left - 1)
  }
  const all = Math.max(a.length - 1, 0) + Math.max(b.length - 1, 0)
  return all === 0 ? 0 : (2 * common) / all
}

const DIGITS: Record<string, string> = {
  一: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
  十: '10',
  i: '1',
  ii: '2',
  iii: '3',
  iv: '4',
  v: '5',
}

/**
 * Phases, sections, lots, numbered works and years: names that differ in one of them are two projects, however alike. The first phase is the
 * same as none said.
 */
function isToldApart(a: string, b: string): boolean {
  const [one, other] = [partsOf(a), partsOf(b)]
  one.ordinals ??= ordinalsOf(one.plain)
  other.ordinals ??= ordinalsOf(other.plain)
  const [left, right] = [one.ordinals, other.ordinals]
  for (const kind of new Set([...left.keys(), ...right.keys()])) {
    const [own, its] = [left.get(kind), right.get(kind)]
    if (own === its) continue
    const isFirst = (value: string | undefined) => value === undefined || value === '1'
    if (kind === '期' && isFirst(own) && isFirst(its)) continue
    // a year or a number that only one of them says decides nothing; a later phase does
    if (kind !== '期' && (own === undefined || its === undefined)) continue
    return true
  }
  return isOneSubstitution(one.plain, other.plain)
}

function ordinalsOf(text: string): Map<string, string> {
  const found = new Map<string, string>()
  const add = (kind: string, value: string) => found.set(kind, `${found.get(kind) ?? ''}${DIGITS[value] ?? value}`)
  for (const [, value = '', kind = ''] of text.matchAll(
    /第?([一二两三四五六七八九十]|\d{1,2}|i{1,3}|iv|v)(期|标段|标|批次|批|号|#|段|组团|地块)/g,
  ))
    add(kind === '标' ? '标段' : kind === '批' ? '批次' : kind === '#' ? '号' : kind, value)
  for (const [, value = ''] of text.matchAll(/([a-z甲乙丙丁东西南北])(?:区|地块|标段|线|段)/g)) add('区', value)
  for (const [, value = ''] of text.matchAll(/(20\d\d)年?/g)) add('年', value)
  for (const [, value = '', unit = ''] of text.matchAll(
    /(\d+(?:\.\d+)?)(万吨|万千瓦|兆瓦|mw|gw|千伏|kv|吨|公里|千米|亩|万头|万只|万套|万台)/g,
  ))
    add(unit, value)
  return found
}

/** 东→西, 1→2, A→B: one sign replaced by another of its kind, all else the same. */
function isOneSubstitution(a: string, b: string): boolean {
  if (a === b) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  let end = 0
  while (end < Math.min(a.length, b.length) - from && a.at(-1 - end) === b.at(-1 - end)) end++
  const [one, other] = [a.slice(from, a.length - end), b.slice(from, b.length - end)]
  return KINDS.some((kind) => kind.test(one) && kind.test(other))
}

const KINDS = [/^\d+$/, /^[a-z]$/, /^[一二三四五六七八九十]+$/, /^[东西南北中上下前后左右新老内外]$/, /^[甲乙丙丁戊]$/]

function codesOf(a: Comparable, b: Comparable): 'same' | 'oneOff' | 'differ' | 'unknown' {
  const [one, other] = [bareCode(a.code), bareCode(b.code)]
  if (!one || !other) return 'unknown'
  if (one === other) return 'same'
  return isOneOff(one, other) ? 'oneOff' : 'differ'
}

function bareCode(code: string | null): string {
  return (code ?? '')
    .normalize('NFKC')
    .replace(/[^0-9A-Za-z]/g, '')
    .toLowerCase()
}

/** One sign mistyped, left out or doubled in a long code, but not in its last four: those number the projects of one day. */
function isOneOff(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 12 || Math.abs(a.length - b.length) > 1 || a.slice(-4) !== b.slice(-4))
    return false
  let at = 0
  while (a[at] === b[at]) at++
  const [restA, restB] = [a.slice(at), b.slice(at)]
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)
}

type Part<Kind> = { points: number; kind: Kind | null }

function ownerLikeness(a: string | null, b: string | null): Part<'owner' | 'ownerAlike'> {
  const [one, other] = [foldName(a ?? '').replace(MARKS, ''), foldName(b ?? '').replace(MARKS, '')]
  if (one === '' || other === '') return { points: 8, kind: null }
  if (one === other) return { points: 20, kind: 'owner' }
  const [coreOne, coreOther] = [ownerCore(one), ownerCore(other)]
  if (coreOne === coreOther && coreOne.length >= 2) return { points: 18, kind: 'owner' }
  // offices of two places are called alike and are not the same
  if (isOffice(one) || isOffice(other)) return { points: 0, kind: null }
  const isContained =
    Math.min(coreOne.length, coreOther.length) >= 3 && (coreOne.includes(coreOther) || coreOther.includes(coreOne))
  return isContained || dice(coreOne, coreOther) >= 0.7 ? { points: 12, kind: 'ownerAlike' } : { points: 0, kind: null }
}

/** A company without what all companies are called. */
export function ownerCore(owner: string): string {
  return owner.replace(/有限责任公司|股份有限公司|集团有限公司|有限公司|集团公司|集团|公司/g, '')
}

function isOffice(owner: string): boolean {
  return /(局|委|委员会|政府|管委会|办公室|办事处|中心|村委会|街道)$/.test(owner)
}

function totalLikeness(a: string | null, b: string | null): Part<'total' | 'totalNear'> {
  if (a === null || b === null) return { points: 5, kind: null }
  if (compareWan(a, b) === 0) return Number(a) === 0 ? { points: 5, kind: null } : { points: 14, kind: 'total' }
  const [small, large] = [Number(a), Number(b)].sort((x, y) => x - y) as [number, number]
  if (small > 0 && (large - small) / large <= 0.05) return { points: 9, kind: 'totalNear' }
  return { points: small > 0 && large / small < 2 ? 3 : 0, kind: null }
}

function siteLikeness(a: string | null, b: string | null): Part<'site' | 'siteAlike'> {
  const [one, other] = [foldName(a ?? '').replace(MARKS, ''), foldName(b ?? '').replace(MARKS, '')]
  if (one === '' || other === '') return { points: 3, kind: null }
  if (one === other) return { points: 8, kind: 'site' }
  const isInside = Math.min(one.length, other.length) >= 3 && (one.includes(other) || other.includes(one))
  return isInside || dice(one, other) >= 0.6 ? { points: 6, kind: 'siteAlike' } : { points: 0, kind: null }
}
