import { foldName } from '#kernel/fold.ts'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { likenessOf, SHOWN_FROM } from '../duplicates/likeness.ts'
import { type Candidate, findLike, readMerged } from '../duplicates/store.ts'
import { reasonsText } from '../duplicates/wording.ts'
import { questionKey } from '../reading/answers.ts'
import type { LedgerProject } from '../reading/difference.ts'
import type { LedgerRow, SkippedRow } from '../reading/shape.ts'
import type { ImportAnswers, ImportQuestion } from './contract.ts'
import { wanText } from './row-values.ts'

/** Rows a person has said to be a project of the ledger, or that name one that was merged. */
export type Claim = { row: LedgerRow; projectId: number; how: 'change' | 'shared' }

/** Key of the question whether a row of a file is a project of the ledger; the same next month, so that the answer is remembered. */
export function resemblesKey({ name, county, owner }: LedgerRow): string {
  return questionKey('resembles', foldName(name), county && foldName(county), foldName(owner ?? ''))
}

/** What was answered: `change:12` is project 12 and changes it, `shared:12` is it and is counted there already. */
export function claimsOf(rows: readonly LedgerRow[], answers: ImportAnswers): Claim[] {
  const given = Object.entries(answers.questions ?? {}).filter(([key]) => key.startsWith('resembles|'))
  if (given.length === 0) return []
  const answered = new Map(given)
  return rows.flatMap((row) => {
    const match = /^(change|shared):(\d+)$/.exec(answered.get(resemblesKey(row)) ?? '')
    return match ? [{ row, projectId: Number(match[2]), how: match[1] as Claim['how'] }] : []
  })
}

export type Settled = { rows: LedgerRow[]; dropped: SkippedRow[]; choices: Record<string, string> }

/**
 * Rows as they are compared once claims are heard. A claimed row is compared under its project's own name, county and owner question; a second
 * row for one project is left out, so that it counts once. `taken` are projects other rows already stand for.
 */
export function settleClaims(
  rows: readonly LedgerRow[],
  claims: readonly Claim[],
  projects: ReadonlyMap<number, LedgerProject>,
  taken: ReadonlySet<number>,
): Settled {
  const byRow = new Map(claims.map((claim) => [claim.row, claim]))
  const used = new Set(taken)
  const settled: Settled = { rows: [], dropped: [], choices: {} }
  for (const row of rows) {
    const claim = byRow.get(row)
    const project = claim && projects.get(claim.projectId)
    if (!claim || !project) {
      settled.rows.push(row)
      continue
    }
    if (claim.how === 'shared' || used.has(claim.projectId)) {
      settled.dropped.push({ sheet: row.sheet, excelRow: row.excelRow, reason: 'duplicate', text: row.name })
      continue
    }
    used.add(claim.projectId)
    const named = { ...row, name: project.name, county: project.county ?? null }
    settled.rows.push(named)
    settled.choices[ownerKey(named, project)] = 'same'
  }
  return settled
}

/** The pairing's own question, answered by the claim: it is the same project, whoever owns it. */
function ownerKey(row: LedgerRow, project: LedgerProject): string {
  return questionKey(
    'owner-differs',
    foldName(row.name),
    row.county && foldName(row.county),
    foldName(row.owner ?? ''),
    foldName(project.owner ?? ''),
  )
}

/**
 * Rows that name an entry which was merged: they mean the project it was merged into, by its own name and county, unless a person has said
 * otherwise.
 */
export async function mergedClaims(
  db: Transaction,
  scope: Scope,
  rows: readonly LedgerRow[],
  claimed: readonly Claim[],
): Promise<Claim[]> {
  const merged = await readMerged(db, scope)
  if (merged.length === 0) return []
  const known = new Set(claimed.map(({ row }) => row))
  const keyOf = (name: string, county: string | null) => `${foldName(name)}|${county === null ? '' : foldName(county)}`
  const byName = new Map(merged.map((one) => [keyOf(one.name, one.county), one]))
  return rows.flatMap((row) => {
    const found = known.has(row) ? undefined : byName.get(keyOf(row.name, row.county))
    const isOther = found && row.owner && found.owner && foldName(row.owner) !== foldName(found.owner)
    return found && !isOther ? [{ row, projectId: found.into, how: 'change' as const }] : []
  })
}

type Seeking = { db: Transaction; scope: Scope; answers: ImportAnswers; countyIds: ReadonlyMap<string, number> }
/** So many alike rows are offered; whoever has more of them looks at 疑似重复 afterwards. */
const OFFERED = 200
const SOUGHT = 5_000
const CHOICES = 3

/** Added rows that resemble a project of the ledger: offered, never decided. */
export async function resembling(
  { db, scope, answers, countyIds }: Seeking,
  added: readonly LedgerRow[],
): Promise<ImportQuestion[]> {
  const open = added.filter((row) => answers.questions?.[resemblesKey(row)] === undefined).slice(0, SOUGHT)
  const sought = open.map((row, at) => ({ at, ...comparable(row, countyIds) }))
  const found = await findLike(db, scope, sought)
  const byRow = new Map<number, Alike[]>()
  for (const { at, project, countyName } of found) {
    const likeness = likenessOf(sought[at]!, project)
    if (!likeness || likeness.score < SHOWN_FROM) continue
    byRow.set(at, [...(byRow.get(at) ?? []), { project, countyName, ...likeness, text: reasonsText(likeness.reasons) }])
  }
  return [...byRow]
    .map(([at, alike]) => ({ row: open[at]!, alike: alike.sort((a, b) => b.score - a.score).slice(0, CHOICES) }))
    .sort((a, b) => b.alike[0]!.score - a.alike[0]!.score)
    .slice(0, OFFERED)
    .map(({ row, alike }) => questionOf(row, alike))
}

type Alike = { project: Candidate; countyName: string | null; score: number; text: string }

function comparable(row: LedgerRow, countyIds: ReadonlyMap<string, number>) {
  return {
    name: row.name,
    owner: row.owner,
    site: row.site ?? null,
    code: row.code ?? null,
    totalInvestment: row.totalInvestmentWan === null ? null : wanText(row.totalInvestmentWan),
    countyId: (row.county && countyIds.get(row.county)) || null,
  }
}

function questionOf(row: LedgerRow, alike: readonly Alike[]): ImportQuestion {
  const [best] = alike
  const named = ({ project, countyName }: Alike) => `“${project.name}”${countyName ? `（${countyName}）` : ''}`
  return {
    key: resemblesKey(row),
    code: 'resembles',
    text: `“${row.name}”${row.county ? `（${row.county}）` : ''}与台账中的${named(best!)}可能是同一个项目：${best!.text}。是同一个项目吗？`,
    sheet: row.sheet,
    excelRow: row.excelRow,
    choices: [
      ...alike.flatMap((one) => [
        { value: `change:${one.project.id}`, label: `是${named(one)}，按改动处理` },
        { value: `shared:${one.project.id}`, label: `是${named(one)}，已在台账中，只计一次` },
      ]),
      { value: 'different', label: '不是同一个项目，新增' },
    ],
    answer: null,
  }
}
