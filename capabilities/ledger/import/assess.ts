import { listOrganisations } from '#capabilities/people/public.ts'
import { foldName } from '#kernel/fold.ts'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { readOnlyHeadings, SYSTEM_ID_HEADING, TERMS_HEADING } from '../exporting/columns.ts'
import { type AssessedMerge, assessMerge } from '../merge/assess-merge.ts'
import type { FileEdits } from '../merge/file-edits.ts'
import { fittingRows } from '../own-columns/fit-rows.ts'
import { type DifferenceOptions, difference, type LedgerDifference, type LedgerProject } from '../reading/difference.ts'
import type { LedgerReading, LedgerRow, Question, SkippedRow, Warning } from '../reading/shape.ts'
import { type ExistingProject, loadExisting } from '../store/imports.ts'
import type { ImportAnswers, ImportQuestion, ImportSummary } from './contract.ts'
import { asLedgerProject, COMPARED_COLUMNS } from './existing.ts'
import { type KnownOrganisation, type Placement, placeRows, rowKey, type UnknownPlace } from './organisations.ts'

import { type Claim, claimsOf, mergedClaims, resembling, settleClaims } from './resembling.ts'

/** Everything known about an import before it is written. */
export type Assessment = {
  reading: LedgerReading
  shapeKey: string
  placement: Placement
  difference: LedgerDifference
  existing: Map<number, ExistingProject>
  /** Must be answered before anything is written. */
  questions: ImportQuestion[]
  /** May be answered, or left: an amount without a unit stays empty. */
  openPoints: ImportQuestion[]
  summary: ImportSummary
  /** Three ways, where the file carries its base; the difference then holds only what the file adds. */
  merge: AssessedMerge | null
}

type Asking = {
  db: Transaction
  scope: Scope
  orgId: number
  answers: ImportAnswers
  now: Date
  /** What is compared will be written over: it is locked first. */
  isWriting?: boolean
}

/** Compares what was read with the ledger: where rows belong, what would change, what must be asked. */
export async function assess(
  asking: Asking,
  whole: LedgerReading,
  shapeKey: string,
  edits: FileEdits | null,
): Promise<Assessment> {
  const { db, scope, orgId, answers } = asking
  const reading = edits ? addedOnly(whole, edits) : whole
  const organisations = await listOrganisations(db)
  const placement = placeRows(reading.rows, organisations, orgId, answers.questions ?? {})
  const fitted = await fittingRows(db, scope)
  const placed = {
    ...reading,
    rows: reading.rows.map((row) =>
      fitted({ ...row, ...withoutOwnColumns(row), county: countyName(row, placement, organisations) }),
    ),
  }
  // a copied row still carries the number of the row it was copied from
  const numbered = edits ? new Map<number, LedgerRow>() : numberedRows(reading.rows)
  const claimed = claimsOf(placed.rows, answers)
  const claims = [...claimed, ...(await mergedClaims(db, scope, placed.rows, claimed))]
  const ids = edits ? edits.edited.map(({ id }) => id) : [...numbered.keys()]
  const mentioned = [...ids, ...claims.map(({ projectId }) => projectId)]
  const existing = await existingOf(asking, placed.rows, mentioned, { organisations, shapeKey })
  const projects = identified(existing.map(asLedgerProject), numbered)
  const homeCounty = countyAbove(orgId, organisations)?.name ?? null
  const options = { choices: answers.questions ?? {}, counties: [], homeCounty }
  const { compared, skipped } = compareClaimed(projects, placed, claims, options)
  const warnings = compared.warnings.filter((warning) => !isKnownHere(warning, placement))
  const found = { ...compared, warnings, missing: missingOf(compared, existing, numbered.size > 0) }
  const asked = sortQuestions(compared.questions, placement, answers, organisations)
  const countyIds = new Map(organisations.map(({ name, id }) => [name, id]))
  const alike = await resembling({ db, scope, answers, countyIds }, found.added)
  const common = {
    reading: skipped.length > 0 ? { ...whole, skip: [...whole.skip, ...skipped] } : whole,
    shapeKey,
    placement,
    existing: byId(existing),
    questions: asked.questions,
    openPoints: [...alike, ...asked.openPoints],
  }
  if (edits) {
    const merge = await assessMerge(asking, edits, compared, answers.merge ?? {})
    return { ...common, merge, difference: { ...compared, ...merge.difference, warnings }, summary: merge.summary }
  }
  return {
    ...common,
    merge: null,
    difference: found,
    summary: {
      added: found.added.length,
      changed: found.matched.filter(({ changes }) => changes.length > 0).length,
      unchanged: found.unchanged,
      missing: found.missing.length,
      rejected: reading.rejected.length,
    },
  }
}

function byId(projects: ExistingProject[]): Map<number, ExistingProject> {
  return new Map(projects.map((project) => [project.id, project]))
}

/** Of a file with a base, what only reading can tell: the rows it adds. Everything else is known cell by cell. */
function addedOnly(reading: LedgerReading, { sheet, inserted }: FileEdits): LedgerReading {
  const added = new Set(inserted.map(({ excelRow }) => excelRow))
  const concerns = (place: { sheet?: string; excelRow?: number }) =>
    place.sheet === sheet && place.excelRow !== undefined && added.has(place.excelRow)
  return {
    ...reading,
    rows: reading.rows.filter(concerns),
    rejected: [],
    warnings: reading.warnings.filter(concerns),
    questions: added.size > 0 ? reading.questions : [],
  }
}

type Compared = { compared: LedgerDifference; skipped: SkippedRow[] }

/** The difference with claims heard: first without the claimed rows, to know which projects other rows stand for. */
function compareClaimed(
  projects: LedgerProject[],
  placed: LedgerReading,
  claims: readonly Claim[],
  options: DifferenceOptions,
): Compared {
  if (claims.length === 0) return { compared: difference(projects, placed, options), skipped: [] }
  const rows = new Set(claims.map(({ row }) => row))
  const others = { ...placed, rows: placed.rows.filter((row) => !rows.has(row)) }
  const taken = new Set(difference(projects, others, options).matched.map(({ project }) => project.id!))
  const byId = new Map(projects.map((project) => [project.id!, project]))
  const settled = settleClaims(placed.rows, claims, byId, taken)
  const choices = { ...options.choices, ...settled.choices }
  const compared = difference(projects, { ...placed, rows: settled.rows }, { ...options, choices })
  return { compared, skipped: settled.dropped }
}

/** The national table lacks a county the region has: nothing to check. */
function isKnownHere({ code, sheet, excelRow }: Warning, { homes }: Placement): boolean {
  if (code !== 'county-unknown' || sheet === undefined || excelRow === undefined) return false
  const home = homes.get(rowKey({ sheet, excelRow }))
  return home !== undefined && 'organisationId' in home
}

type Searching = { organisations: readonly KnownOrganisation[]; shapeKey: string }

async function existingOf(
  asking: Pick<Asking, 'db' | 'scope' | 'orgId'>,
  rows: LedgerRow[],
  ids: number[],
  { organisations, shapeKey }: Searching,
): Promise<ExistingProject[]> {
  const names = new Set(rows.map((row) => row.county))
  const countyIds: (number | null)[] = organisations
    .filter((organisation) => names.has(organisation.name))
    .map(({ id }) => id)
  if (names.has(null)) countyIds.push(countyAbove(asking.orgId, organisations)?.id ?? null)
  const codes = rows.flatMap((row) => row.code ?? [])
  return await loadExisting(asking.db, asking.scope, {
    countyIds,
    codes,
    ids,
    orgId: asking.orgId,
    shapeKey,
    fields: COMPARED_COLUMNS,
  })
}

/** The full name under which a row's county is compared: the region's own name for it once that is known. */
function countyName(row: LedgerRow, placement: Placement, organisations: readonly KnownOrganisation[]): string | null {
  const home = placement.homes.get(rowKey(row))
  if (!home || 'create' in home || !(row.county ?? row.countyText)) return row.county
  return countyAbove(home.organisationId, organisations)?.name ?? null
}

function countyAbove(orgId: number, organisations: readonly KnownOrganisation[]): KnownOrganisation | null {
  const home = organisations.find(({ id }) => id === orgId)
  if (!home) return null
  return (
    organisations.find(
      ({ kind, path }) =>
        (kind === 'county' || kind === 'zone') && (home.path === path || home.path.startsWith(`${path}.`)),
    ) ?? null
  )
}

/** Rows of our own export, by the number of the project they carry. */
function numberedRows(rows: readonly LedgerRow[]): Map<number, LedgerRow> {
  const numbered = new Map<number, LedgerRow>()
  for (const row of rows) {
    const id = Number(row.extra?.[SYSTEM_ID_HEADING])
    if (Number.isInteger(id) && id > 0) numbered.set(id, row)
  }
  return numbered
}

/** Columns of our own export that are nothing the ledger keeps as the office's own. */
function withoutOwnColumns({ extra }: LedgerRow): Pick<LedgerRow, 'extra'> {
  if (!extra || !(SYSTEM_ID_HEADING in extra || TERMS_HEADING in extra)) return {}
  const own = SYSTEM_ID_HEADING in extra ? [...readOnlyHeadings(), TERMS_HEADING] : [TERMS_HEADING]
  return { extra: Object.fromEntries(Object.entries(extra).filter(([heading]) => !own.includes(heading))) }
}

/** A project is found by the number its row carries, even when its name was edited in Excel. */
function identified(projects: LedgerProject[], numbered: Map<number, LedgerRow>): LedgerProject[] {
  return projects.map((project) => {
    const row = numbered.get(project.id!)
    if (!row || foldName(row.name) === foldName(project.name)) return project
    return { ...project, formerNames: [...(project.formerNames ?? []), row.name] }
  })
}

/** In the ledger but not in the file: those an earlier file of this shape wrote, or, for our own export, all of its counties. */
function missingOf({ matched }: LedgerDifference, existing: ExistingProject[], isExport: boolean): LedgerProject[] {
  const seen = new Set(matched.map(({ project }) => project.id))
  return existing.filter((project) => !seen.has(project.id) && (project.sameSource || isExport)).map(asLedgerProject)
}

type Sorted = { questions: ImportQuestion[]; openPoints: ImportQuestion[] }

/** A question that may be left open offers to stay blank; all others hold the import. */
function sortQuestions(
  asked: Question[],
  placement: Placement,
  answers: ImportAnswers,
  organisations: readonly KnownOrganisation[],
): Sorted {
  const open = asked.map((question) => ({ ...shapeOf(question), answer: null }))
  const unplaced = placement.unknown
    .filter((place) => answers.questions?.[place.key] !== 'create' && !answers.createOrganisations)
    .map((place) => organisationQuestion(place, organisations))
  return {
    questions: [...unplaced, ...open.filter((question) => !mayStayOpen(question))],
    openPoints: open.filter(mayStayOpen),
  }
}

function mayStayOpen({ code, choices }: ImportQuestion): boolean {
  if (code === 'formula-value-missing') return false
  return code === 'duplicate-name' || (choices ?? []).some(({ value }) => value === 'blank')
}

function shapeOf({ key, code, sheet, place, text, choices }: Question) {
  return { key, code, text, sheet, cell: place, ...(choices ? { choices } : {}) }
}

function organisationQuestion(place: UnknownPlace, organisations: readonly KnownOrganisation[]): ImportQuestion {
  const isCounty = place.kind === 'county'
  const options = organisations
    .filter(({ closedOn }) => !closedOn)
    .filter(({ kind }) => (isCounty ? kind === 'county' || kind === 'zone' : kind === 'town' || kind === 'park'))
  const text = isCounty
    ? `文件中的“${place.name}”，本地区没有这个县（市、区）。请选择它对应的单位，或新建。`
    : `“${place.county}”没有“${place.name}”这个乡镇或园区。请选择它对应的单位，或新建。`
  const choices = [
    { value: 'create', label: `新建“${place.name}”` },
    ...options.map(({ id, name }) => ({ value: `org:${id}`, label: name })),
  ]
  return {
    key: place.key,
    code: 'organisation-unknown',
    text,
    sheet: place.sheet,
    excelRow: place.excelRows[0],
    choices,
    answer: null,
  }
}
