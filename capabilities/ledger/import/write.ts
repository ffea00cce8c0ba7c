import { insertAlias, insertOrganisation, listOrganisations } from '#capabilities/people/public.ts'
import { conflict, invalid } from '#kernel/problem.ts'
import { covers, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Entry } from '#platform/record/chain.ts'
import { recordEntries } from '../libraries/recording.ts'
import type { Place } from '../libraries/rules.ts'
import type { MergeAnswers } from '../merge/contract.ts'
import { takesRow } from '../merge/rules.ts'
import { plannedWrites, undecidedCells } from '../merge/write-plan.ts'
import type { LedgerRow } from '../reading/shape.ts'
import { standingOf } from '../rules/standing.ts'
import { assign } from '../store/assignments.ts'
import { type ImportField, type ImportValues, insertProjects, type ProjectWrite } from '../store/bulk.ts'
import { insertImportChanges } from '../store/import-changes.ts'
import { type ChangeRow, type Home, homeIn, insertChanges } from '../store/project.ts'
import { advanceAsOf, currentPreset, readAsOf } from '../store/standing.ts'
import type { Assessment } from './assess.ts'
import type { ImportAnswers, ImportSummary } from './contract.ts'
import { kindOfNew, rowKey, type UnknownPlace } from './organisations.ts'
import { asOfMonthOf, libraryOf, type RowValues, rowValues } from './row-values.ts'
import { doing, plannedChanges, sourceOf, writeChanged } from './write-changes.ts'

export type Writing = {
  db: Transaction
  scope: Scope
  now: Date
  person: { accountId: number; username: string }
  record: (entry: Entry) => void
  importId: number
  orgId: number
  orgPath: string
  fileName: string
  answers: ImportAnswers
  /** The person has looked at the changes that may be slips and takes them all. */
  confirmSuspicious?: boolean
}

/** Writes an assessed import, all or nothing, with one entry in the record holding the digest of its changes. */
export async function writeAssessed(writing: Writing, assessment: Assessment): Promise<void> {
  refuseOpen(writing, assessment)
  const homes = await settleHomes(writing, assessment)
  // a file with a base is of the month it left in
  const asOf = assessment.merge ? null : asOfMonthOf(assessment.reading)
  if (asOf) await advanceAsOf(writing.db, asOf)
  const added = await writeAdded(writing, takenRows(writing, assessment), homes)
  const changed = await writeChanged(writing, plannedChanges(writing, assessment), assessment)
  await assignAll(writing, assessment, { added, changed })
  const digest = await insertImportChanges(writing.db, writing.importId, { added, changed })
  writing.record({
    action: 'ledger.imported',
    subject: { type: 'import', id: writing.importId },
    orgPath: writing.orgPath,
    after: {
      fileName: writing.fileName,
      summary: writtenSummary(writing, assessment),
      digest,
      createdOrganisations: homes.created,
      ...(assessment.merge ? { merge: mergeEntry(assessment.merge) } : {}),
    },
  })
}

/** What is written, counted: of a merge only what was taken. */
export function writtenSummary(
  { answers, confirmSuspicious }: Pick<Writing, 'answers' | 'confirmSuspicious'>,
  { merge, summary }: Assessment,
): ImportSummary {
  if (!merge) return summary
  const changed = plannedWrites(merge, answers.merge ?? {}, confirmSuspicious === true).length
  return { ...summary, added: merge.taken.added, changed }
}

function mergeEntry({ exportId, exportedAt, counts, taken }: NonNullable<Assessment['merge']>) {
  return { exportId, exportedAt, counts, cells: taken.cells }
}

function refuseOpen(writing: Writing, assessment: Assessment): void {
  const { answers, confirmSuspicious } = writing
  const { reading } = assessment
  const summary = writtenSummary(writing, assessment)
  const questions = assessment.questions.filter(({ code }) => !confirmSuspicious || code !== 'suspicious-change')
  if (questions.length > 0) {
    throw conflict(
      'import_has_questions',
      `还有${questions.length}个问题没有回答，不能写入。第一个：${questions[0]!.text}`,
      {
        questions: questions.map(({ key, text }) => ({ key, text })),
      },
    )
  }
  if (assessment.merge) refuseUndecided(assessment.merge, answers.merge ?? {}, confirmSuspicious === true)
  if (!assessment.merge && reading.rows.length === 0)
    throw invalid('nothing_to_import', '文件中没有读到项目。请核对表头是否有“项目名称”，或在预览中指定表头所在行。')
  if (summary.added + summary.changed === 0) throw conflict('nothing_changed', '与台账一致，没有需要写入的改动。')
}

/** Nobody's change is written over another's before somebody said which of the two stands. */
function refuseUndecided(merge: NonNullable<Assessment['merge']>, decisions: MergeAnswers, confirmed: boolean): void {
  const open = undecidedCells(merge, decisions, confirmed)
  const [first] = open
  if (!first) return
  const name = merge.projects.find(({ id }) => id === first.projectId)?.name ?? ''
  const heading = merge.columnOf.get(first.column)?.heading ?? ''
  throw conflict(
    'merge_undecided',
    `还有${open.length}处冲突没有决定，没有写入。第一处：“${name}”的${heading}。请选择用文件的、留台账的，或另填。`,
    { cells: open.slice(0, 20).map(({ key }) => key) },
  )
}

/** New rows of the file; of a merge those that were not left out. */
function takenRows({ answers }: Writing, { difference, merge, reading }: Assessment) {
  const taken = (row: LedgerRow) => !merge || takesRow(`+${row.excelRow}`, answers.merge ?? {})
  return { reading, added: difference.added.filter(taken) }
}

type Homes = { byRow: Map<string, Home>; created: string[] }

/** Makes the organisations that were asked for, keeps mapped names as aliases, and finds the home of every added row. */
async function settleHomes(writing: Writing, { placement, reading }: Assessment): Promise<Homes> {
  const made = new Map<UnknownPlace, number>()
  for (const place of placement.unknown) made.set(place, await createPlace(writing, place))
  await keepAliases(writing, reading.rows)
  const byOrganisation = new Map<number, Home>()
  const byRow = new Map<string, Home>()
  for (const [row, home] of placement.homes) {
    const id = 'create' in home ? made.get(home.create)! : home.organisationId
    if (!byOrganisation.has(id)) byOrganisation.set(id, await homeInScope(writing, id))
    byRow.set(row, byOrganisation.get(id)!)
  }
  return { byRow, created: placement.unknown.map(({ name }) => name) }
}

/** Counties belong below the city, whoever imports; towns and parks below their county. */
async function createPlace({ db, scope }: Writing, place: UnknownPlace): Promise<number> {
  const organisations = await listOrganisations(db)
  const parent = place.county
    ? organisations.find(({ name, closedOn }) => name === place.county && !closedOn)
    : organisations.find(({ parentId }) => parentId === null)
  if (!parent || !covers(scope, parent.path))
    throw invalid(
      'organisation_not_creatable',
      `不能在您的管理范围内新建“${place.name}”，请由上级项目办导入，或对应到已有单位。`,
    )
  const created = await insertOrganisation(db, {
    parentId: parent.id,
    kind: kindOfNew(place),
    name: place.name,
    divisionCode: null,
  })
  return created.id
}

async function keepAliases({ db, answers }: Writing, rows: readonly LedgerRow[]): Promise<void> {
  for (const [key, answer] of Object.entries(answers.questions ?? {})) {
    const target = /^org:(\d+)$/.exec(answer)
    if (!key.startsWith('organisation-unknown|') || !target) continue
    const name = key.split('|').at(-1)!
    const words = new Set([name, ...rows.filter((row) => row.county === name).flatMap((row) => row.countyText ?? [])])
    for (const word of words) await insertAlias(db, Number(target[1]), word, 'import')
  }
}

async function homeInScope({ db, scope }: Writing, orgId: number): Promise<Home> {
  const home = await homeIn(db, orgId)
  if (!home || !covers(scope, home.orgPath))
    throw invalid('organisation_out_of_scope', '文件中有不属于您管理范围的县区，请由上级项目办导入。')
  return home
}

type Added = { projectId: number; after: unknown }

async function writeAdded(
  writing: Writing,
  { added, reading }: ReturnType<typeof takenRows>,
  homes: Homes,
): Promise<Added[]> {
  const { db } = writing
  const asOf = await readAsOf(db)
  const preset = await currentPreset(db)
  const projects = added.map((row): ProjectWrite => {
    const given = rowValues(row, reading)
    const values = { ...given.values, library: libraryOf(row.stage) }
    const standing = { ...standingOf(factsOf({ ...given, values }), asOf, preset.rules), presetId: preset.id }
    return { ...given, values, home: homes.byRow.get(rowKey(row))!, standing }
  })
  const ids = await insertProjects(db, projects)
  const changes = ids.map(
    (projectId, index): ChangeRow => ({ projectId, field: 'created', old: null, new: projects[index]!.values.name }),
  )
  await insertChanges(db, changes, sourceOf(writing))
  await recordEntries(
    db,
    ids.map((projectId, index) => ({ projectId, to: placeOf(projects[index]!.values) })),
    doing(writing),
  )
  return ids.map((projectId, index) => ({
    projectId,
    after: { values: projects[index]!.values, plans: projects[index]!.plans, months: projects[index]!.months },
  }))
}

function factsOf({ values, plans, months }: RowValues) {
  const text = (field: ImportField) => (values[field] as string | undefined) ?? null
  return {
    stage: text('stage'),
    plannedStart: text('plannedStart'),
    startDate: text('startDate'),
    completedToLastYearEnd: text('completedToLastYearEnd'),
    plans,
    months: months.map((month) => ({
      month: month.month,
      planned: month.planned ?? null,
      current: month.current ?? null,
      ytd: month.ytd ?? null,
      light: null,
    })),
  }
}

function placeOf({ library, stage, isPriority }: ImportValues): Place {
  return {
    library: library as Place['library'],
    stage: (stage as string | undefined) ?? null,
    isPriority: isPriority === true,
  }
}

/** Whoever was chosen answers for the added projects, and for those of the file; of a merge, which may hold the whole ledger, for those written. */
async function assignAll(
  { db, answers, person }: Writing,
  { difference, merge }: Assessment,
  { added, changed }: { added: Added[]; changed: { projectId: number }[] },
): Promise<void> {
  if (!answers.assignTo) return
  const projectIds = [
    ...added.map(({ projectId }) => projectId),
    ...(merge ? changed.map(({ projectId }) => projectId) : difference.matched.map(({ project }) => project.id!)),
  ]
  await assign(db, { projectIds, accountId: answers.assignTo, by: person.accountId, replace: false })
}
