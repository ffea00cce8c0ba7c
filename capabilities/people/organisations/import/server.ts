import { createHash } from 'node:crypto'
import { dateInChina } from '#kernel/period.ts'
import { conflict, Problem } from '#kernel/problem.ts'
import { covers, type Scope } from '#platform/access/scope.ts'
import { runInWorker } from '#platform/excel/run-in-worker.ts'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import type { Context, Download, DownloadContext, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { Organisation } from '../contract.ts'
import { holdTree, listOrganisations } from '../store.ts'
import { MAX_IMPORT_ROWS, type OrganisationImportPreview, type organisationImportRoutes } from './contract.ts'
import { type Planned, planImport } from './plan.ts'
import { type SheetRead, type SheetRow, templateSheets, treeSheets } from './sheet.ts'
import { writePlan } from './writing.ts'

type Routes = typeof organisationImportRoutes
type Received = { fileName: string; sha256: string; rows: SheetRow[] }

export const importHandlers: Handlers<Routes> = {
  previewOrganisationImport: { prepare: receive, handle: preview },
  writeOrganisationImport: { prepare: receive, handle: write },
  downloadOrganisationTemplate: { download: template },
  exportOrganisations: { download: exportTree },
}

const LIMITS = { timeoutMs: 30_000, maxMemoryMb: 512 }
const PROBLEMS: Record<string, string> = {
  no_heading: '没有找到表头“单位名称”。请使用下载的模板填写，表头不要改动。',
  no_rows: '文件中没有单位。请在表头下面逐行填写后重新上传。',
  too_many: `文件超过${MAX_IMPORT_ROWS}行，请拆分后分批导入。`,
}

/** The file, read in a process of its own. */
async function receive({ upload }: Preparation): Promise<Received> {
  const { fileName, bytes } = await upload()
  const read = await refusing(runInWorker<SheetRead>(new URL('./worker.ts', import.meta.url), { bytes }, LIMITS))
  if ('problem' in read) throw new Problem(422, `organisation_file_${read.problem}`, PROBLEMS[read.problem]!)
  return { fileName, sha256: createHash('sha256').update(bytes).digest('hex'), rows: read.rows }
}

/** A file that is no workbook is the sender's matter: 4xx with the reader's own sentence. */
async function refusing<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    const refusal = error as Error & { code?: string }
    if (refusal.name === 'WorkbookRefusal')
      throw new Problem(422, refusal.code ?? 'workbook_unreadable', refusal.message)
    throw error
  }
}

async function preview({ db, scope }: Context, _: unknown, received: Received): Promise<OrganisationImportPreview> {
  return assessed(received, await listOrganisations(db), scope).preview
}

/** Planned again against the tree as it stands now; written only when that is what was shown. */
async function write(
  context: Context,
  { query }: Input<Routes['writeOrganisationImport']>,
  received: Received,
): Promise<OrganisationImportPreview> {
  await holdTree(context.db)
  const tree = await listOrganisations(context.db)
  const { planned, preview: shown } = assessed(received, tree, context.scope)
  if (shown.digest !== query.digest)
    throw conflict('organisations_changed_since_preview', '文件或单位在预览之后有了变化，没有写入。请重新上传并核对。')
  if (shown.counts.refused > 0) {
    const first = shown.rows.find(({ state }) => state === 'refused')!
    throw conflict(
      'organisation_import_refused',
      `有${shown.counts.refused}行不能导入，没有写入。第${first.excelRow}行：${first.refusals[0]}`,
    )
  }
  if (shown.counts.new + shown.counts.changed === 0)
    throw conflict('nothing_changed', '与现有单位一致，没有需要写入的改动。')
  await writePlan(context, { planned, tree, fileName: received.fileName, digest: shown.digest, counts: shown.counts })
  return shown
}

type Assessed = { planned: Planned[]; preview: OrganisationImportPreview }

/** The digest covers the file, every row as planned, and the units it rests on by number. */
function assessed({ fileName, sha256, rows }: Received, tree: Organisation[], scope: Scope): Assessed {
  const planned = planImport(rows, tree, (path) => covers(scope, path))
  const stands = planned.map(({ shown, node }) => [
    shown,
    node?.existing?.id ?? null,
    node?.parent?.existing?.id ?? null,
  ])
  const digest = createHash('sha256')
    .update(JSON.stringify([sha256, stands]))
    .digest('hex')
  const count = (state: string) => planned.filter(({ shown }) => shown.state === state).length
  const counts = {
    new: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: count('refused'),
  }
  return { planned, preview: { fileName, digest, counts, rows: planned.map(({ shown }) => shown) } }
}

async function template({ db }: DownloadContext): Promise<Download> {
  const [root] = await listOrganisations(db)
  return { fileName: '单位导入模板.xlsx', body: await workbookBytes(templateSheets(root?.name ?? '本市')) }
}

async function exportTree({ db, scope, now, record }: DownloadContext): Promise<Download> {
  const tree = await listOrganisations(db)
  const top = tree.find(({ path }) => covers(scope, path))!
  const sheets = treeSheets(tree, ({ path }) => covers(scope, path))
  record({
    action: 'organisation.exported',
    subject: { type: 'organisation', id: top.id },
    orgPath: top.path,
  })
  return { fileName: `${top.name}单位（${dateInChina(now)}）.xlsx`, body: await workbookBytes(sheets) }
}
