import { createHash } from 'node:crypto'
import { listOrganisations, readRegion } from '#capabilities/people/public.ts'
import { dateInChina } from '#kernel/period.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import type { Context, Download, DownloadContext, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { ProjectFilter } from '../contract.ts'
import { refusing } from '../import/server.ts'
import { readWhole, type WholeProject } from '../store/whole.ts'
import { type FormSheetMapping, type formRoutes, type LedgerForm, MOST_FORM_ROWS } from './contract.ts'
import { fillingOf, type Known } from './fill.ts'
import { fillInWorker, readForm } from './read-form.ts'
import * as store from './store.ts'

type Routes = ReturnType<typeof formRoutes>
type Reading = Pick<DownloadContext, 'db' | 'scope' | 'now'>

/** Forms of a higher level: kept as they were sent, understood, corrected, filled. */
export const formHandlers = {
  addForm: { prepare: receive, handle: keep },
  listForms: async (context) => ({
    items: (await store.listForms(context.db, context.scope)).map((form) => lineOf(context, form)),
  }),
  readForm: async (context, { params }) => view(context, await formOrNotFound(context, params.id)),
  changeForm,
  retireForm: async (context, { params }) => {
    const form = await lockedOrNotFound(context, params.id)
    await store.retireForm(context.db, form.id, context.now)
    context.record({
      action: 'form.retired',
      subject: { type: 'form', id: form.id },
      orgPath: form.orgPath,
      before: { name: form.name },
    })
    return undefined
  },
  previewForm: async (context, { params, query }) => await preview(context, params.id, query as ProjectFilter),
  fillForm: { download: async (context, { params, query }) => await fill(context, params.id, query as ProjectFilter) },
  readBlankForm: {
    download: async (context, { params }) => {
      const form = await formOrNotFound(context, params.id)
      return { fileName: form.fileName, body: await store.readBlank(context.db, form.id) }
    },
  },
} satisfies Partial<Handlers<Routes>>

type Received = Awaited<ReturnType<typeof receive>>

async function receive(preparation: Preparation, { query }: Input<Routes['addForm']>) {
  const organisations = (await preparation.read(listOrganisations)).filter(({ closedOn }) => !closedOn)
  const found = query.org
    ? organisations.find(({ id }) => id === query.org)
    : organisations.find(({ path }) => covers(preparation.scope, path))
  if (!found || !covers(preparation.scope, found.path)) throw notFound('所属单位')
  const { fileName, bytes } = await preparation.upload()
  refuseOtherFormats(bytes)
  const understood = await refusing(readForm(bytes, fileName))
  if (understood.sheets.length === 0) {
    throw invalid(
      'form_not_understood',
      '没有找到含“项目名称”列的表头，请核对是否为项目类表格；多行表头请保留原有的合并单元格。',
    )
  }
  return { orgId: found.id, orgPath: found.path, fileName, bytes, ...understood }
}

/** What is filled in must keep its looks, and only this format lets it be put in beside them. */
function refuseOtherFormats(bytes: Uint8Array): void {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return
  throw invalid(
    'form_format',
    '上级表格须为 .xlsx 格式。请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”，再上传。',
  )
}

async function keep(context: Context, _: unknown, received: Received): Promise<LedgerForm> {
  const { db, person, now } = context
  const { orgId, orgPath, fileName, bytes, shapeKey } = received
  const known = await store.recallMapping(db, orgId, shapeKey)
  const sheets = received.sheets.map((sheet) =>
    takenOver({ ...sheet, only: { planState: null, library: null } }, known?.sheets),
  )
  const name = fileName.replace(/\.\w+$/, '').slice(0, 100)
  const sha256 = createHash('sha256').update(bytes).digest()
  const id = await store.insertForm(db, {
    name,
    orgId,
    fileName,
    sha256,
    workbook: bytes,
    shapeKey,
    sheets,
    by: person.accountId,
    at: now,
  })
  context.record({
    action: 'form.added',
    subject: { type: 'form', id },
    orgPath,
    after: { name, fileName, sha256: sha256.toString('hex') },
  })
  return { ...view(context, await formOrNotFound(context, id)), takenFrom: known?.name ?? null }
}

/** The mapping of the form before, column by column of the same heading; periods are this form's own. */
function takenOver(sheet: FormSheetMapping, before: FormSheetMapping[] | undefined): FormSheetMapping {
  const same = before?.find((one) => one.sheet.replace(/\d+/g, '#') === sheet.sheet.replace(/\d+/g, '#'))
  if (!same) return sheet
  const known = new Map(same.columns.map((column) => [column.col, column]))
  return {
    ...sheet,
    isFilled: same.isFilled,
    only: same.only,
    columns: sheet.columns.map((column) => {
      const earlier = known.get(column.col)
      return earlier ? { ...column, content: earlier.content, unit: column.unit ?? earlier.unit } : column
    }),
  }
}

async function changeForm(context: Context, { params, body }: Input<Routes['changeForm']>): Promise<LedgerForm> {
  const before = await lockedOrNotFound(context, params.id)
  if (before.version !== body.version) throw conflict('edit_conflict', '这张表格的填法已被他人修改，请刷新后再改。')
  const { db, person, now } = context
  await store.updateForm(db, { id: before.id, name: body.name, sheets: body.sheets, by: person.accountId, at: now })
  context.record({
    action: 'form.changed',
    subject: { type: 'form', id: before.id },
    orgPath: before.orgPath,
    before: { name: before.name, sheets: before.sheets },
    after: { name: body.name, sheets: body.sheets },
  })
  return view(context, await formOrNotFound(context, before.id))
}

const PREVIEW_ROWS = 5

async function preview(context: Context, id: number, filter: ProjectFilter) {
  const form = await formOrNotFound(context, id)
  const known = await knownOf(context)
  const projects = await projectsOf(context, filter)
  const sheets = form.sheets
    .filter(({ isFilled }) => isFilled)
    .map((sheet) => {
      const own = projects.filter((project) => belongs(sheet, project))
      const { rows } = fillingOf(sheet, own.slice(0, PREVIEW_ROWS), known)
      return { sheet: sheet.sheet, projects: own.length, rows: rows.map((row) => shown(sheet, row)) }
    })
  return { month: known.month, sheets }
}

function shown(
  sheet: FormSheetMapping,
  row: ReturnType<typeof fillingOf>['rows'][number],
): Record<string, string | null> {
  const values = [...row.values()]
  const filled = sheet.columns.filter(({ content, hasFormula }) => content !== null && !hasFormula)
  return Object.fromEntries(
    filled.map(({ col }, at) => {
      const value = values[at] ?? null
      return [col, value === null ? null : 'text' in value ? value.text : value.number]
    }),
  )
}

async function fill(context: DownloadContext, id: number, filter: ProjectFilter): Promise<Download> {
  const form = await formOrNotFound(context, id)
  const known = await knownOf(context)
  const projects = await projectsOf(context, filter)
  if (projects.length === 0) throw conflict('nothing_to_export', '没有符合条件的项目可以填入，请放宽筛选条件。')
  const fillings = form.sheets
    .filter(({ isFilled }) => isFilled)
    .map((sheet) =>
      fillingOf(
        sheet,
        projects.filter((project) => belongs(sheet, project)),
        known,
      ),
    )
  if (fillings.length === 0) throw conflict('form_without_sheets', '没有选择要填写的工作表，请先在填法中勾选。')
  const filled = await refusing(fillInWorker(await store.readBlank(context.db, id), fillings))
  if (filled === null)
    throw conflict('form_unreadable', '这份表格的写法不能直接填写。请用 Excel 或 WPS 打开并保存一次，再重新上传。')
  context.record({
    action: 'form.filled',
    subject: { type: 'form', id },
    orgPath: context.scope.paths[0] ?? context.person.grants[0]!.path,
    after: { name: form.name, filter, projects: projects.length },
  })
  return { fileName: form.fileName, body: filled }
}

/** In the office's own order of counties, the largest first. */
async function projectsOf({ db, scope }: Reading, filter: ProjectFilter): Promise<WholeProject[]> {
  const projects: WholeProject[] = []
  for await (const page of readWhole(db, scope, filter)) {
    projects.push(...page)
    if (projects.length > MOST_FORM_ROWS)
      throw invalid('form_too_many_rows', `一张表最多填${MOST_FORM_ROWS}个项目，请缩小筛选范围。`)
  }
  const size = ({ totalInvestment }: WholeProject) => Number(totalInvestment ?? -1)
  return projects.sort((a, b) => a.countyOrder - b.countyOrder || size(b) - size(a) || a.id - b.id)
}

function belongs({ only }: FormSheetMapping, { planState, library }: WholeProject): boolean {
  return (
    (only.planState === null || only.planState === planState) && (only.library === null || only.library === library)
  )
}

async function knownOf({ db, now }: Reading): Promise<Known> {
  const region = await readRegion(db)
  return { month: region?.asOfMonth ?? null, region: region?.name ?? '', today: dateInChina(now) }
}

async function formOrNotFound({ db, scope }: Reading, id: number): Promise<store.StoredForm> {
  const form = await store.findForm(db, scope, id)
  if (!form) throw notFound('这张表格')
  return form
}

async function lockedOrNotFound({ db, scope }: Context, id: number): Promise<store.StoredForm> {
  const form = await store.lockForm(db, scope, id)
  if (!form) throw notFound('这张表格')
  return form
}

function lineOf(
  { person }: Context,
  { id, name, fileName, orgId, orgName, orgPath, changedBy, changedAt }: store.StoredForm,
) {
  const writing = scopeFor(person, 'project.write')
  const mayChange = writing !== null && covers(writing, orgPath)
  return { id, name, fileName, orgId, orgName, changedBy, changedAt, mayChange }
}

function view(context: Context, form: store.StoredForm): LedgerForm {
  return { ...lineOf(context, form), version: form.version, sheets: form.sheets, takenFrom: null }
}
