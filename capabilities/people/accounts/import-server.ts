import { createHash } from 'node:crypto'
import { conflict, invalid, notFound, Problem } from '#kernel/problem.ts'
import { ROLES } from '#platform/access/permissions.ts'
import { covers } from '#platform/access/scope.ts'
import { runInWorker } from '#platform/excel/run-in-worker.ts'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import type { Context, DownloadContext, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { listOrganisations } from '../organisations/store.ts'
import { type AccountSheet, TEMPLATE_HEADINGS } from './account-sheet.ts'
import {
  type accountImportRoutes,
  CHUNK_OF_ACCOUNTS,
  type ImportedAccount,
  MAX_IMPORTED_ACCOUNTS,
  type MadeAccount,
} from './import-contract.ts'
import { assessRows, ROLE_NAMES } from './import-rules.ts'
import * as store from './import-store.ts'
import { createAccount, type NewPassword, newPassword, refuseReset, resetPassword } from './server.ts'
import { takenUsernames } from './store.ts'

type Routes = typeof accountImportRoutes

export const accountImportHandlers: Handlers<Routes> = {
  previewAccountImport: { prepare: receive, handle: preview },
  writeAccountImport: { prepare: preparePasswords, handle: writeChunk },
  downloadAccountTemplate: { download: template },
}

type Received = { fileName: string; bytes: Uint8Array; sheet: AccountSheet }

async function receive(preparation: Preparation): Promise<Received> {
  const { fileName, bytes } = await preparation.upload()
  const limits = { timeoutMs: 20_000, maxMemoryMb: 512 }
  const sheet = await refusing(runInWorker<AccountSheet>(new URL('./worker.ts', import.meta.url), { bytes }, limits))
  if (sheet.missing.length > 0)
    throw new Problem(
      422,
      'headings_missing',
      `没有找到表头“${sheet.missing.join('”“')}”。请使用空白模板，或在前10行内写明表头。`,
    )
  if (sheet.rows.length === 0) throw new Problem(422, 'rows_missing', '表头下面没有人员，请填写后重新上传。')
  if (sheet.rows.length > MAX_IMPORTED_ACCOUNTS)
    throw new Problem(422, 'rows_too_many', `一次最多${MAX_IMPORTED_ACCOUNTS}人，请分成几个文件上传。`)
  return { fileName, bytes, sheet }
}

async function preview(context: Context, _: unknown, { fileName, bytes, sheet }: Received) {
  const { db, person, scope, now } = context
  const organisations = await listOrganisations(db)
  const rows = assessRows(sheet.rows, {
    units: organisations.filter(({ path }) => covers(scope, path)),
    taken: await takenUsernames(db),
    people: await store.knownPeople(db),
    now,
  })
  const sha256 = createHash('sha256').update(bytes).digest()
  const id = await store.insertImport(db, { fileName, sha256, rows, createdBy: person.accountId })
  const home = organisations.find((organisation) => organisation.id === person.organisationId)!
  const after = { fileName, sha256: sha256.toString('hex'), rows: rows.length }
  const subject = { type: 'accountImport', id }
  context.record({ action: 'account.importPreviewed', subject, orgPath: home.path, after })
  return { id, fileName, ready: isReady(rows), rows }
}

function isReady(rows: readonly ImportedAccount[]): boolean {
  return rows.every(({ problems }) => problems.length === 0)
}

/** argon2id takes its time by design: two at once, so that signing in stays possible meanwhile. */
async function preparePasswords(
  preparation: Preparation,
  { params, body }: Input<Routes['writeAccountImport']>,
): Promise<NewPassword[]> {
  const found = await preparation.read((db) => store.findImport(db, params.id, preparation.person.accountId))
  if (!found) throw notFound('这次导入')
  const count = Math.max(0, Math.min(CHUNK_OF_ACCOUNTS, found.rows.length - body.from))
  const passwords: NewPassword[] = []
  const work = async () => {
    while (passwords.length < count) {
      const at = passwords.push({ password: '', hash: '' }) - 1
      passwords[at] = await newPassword()
    }
  }
  await Promise.all([work(), work()])
  return passwords
}

async function writeChunk(
  context: Context,
  { params, body }: Input<Routes['writeAccountImport']>,
  passwords: NewPassword[],
) {
  const found = await store.findImport(context.db, params.id, context.person.accountId, true)
  if (!found) throw notFound('这次导入')
  if (!isReady(found.rows))
    throw conflict('import_not_ready', '文件中还有未更正的行，没有建立任何账号。请更正后重新上传。')
  const chunk = found.rows.slice(body.from, body.from + CHUNK_OF_ACCOUNTS)
  if (chunk.length === 0) throw invalid('import_range', '这个序号之后没有人员，请刷新后重试。')
  const earlier = new Map((await store.madeBy(context.db, found.id)).map((row) => [row.row, row]))
  const made: MadeAccount[] = []
  for (const [at, row] of chunk.entries())
    made.push(await makeOne(context, { importId: found.id, row: body.from + at }, row, passwords[at]!, earlier))
  const total = found.rows.length
  const next = body.from + chunk.length
  if ((await store.madeBy(context.db, found.id)).length === total) await store.setWritten(context.db, found.id)
  const home = { subject: { type: 'accountImport', id: found.id }, orgPath: await homePath(context) }
  context.record({
    ...home,
    action: 'account.imported',
    after: { fileName: found.fileName, from: body.from, count: chunk.length },
  })
  return { made, next: next < total ? next : null, total }
}

async function homePath({ db, person }: Context): Promise<string> {
  return (await listOrganisations(db)).find(({ id }) => id === person.organisationId)!.path
}

/** Made once: a repeated chunk gives who has not signed in yet another password, for the first one was perhaps never seen. */
async function makeOne(
  context: Context,
  imported: { importId: number; row: number },
  row: ImportedAccount,
  password: NewPassword,
  earlier: Map<number, store.MadeRow>,
): Promise<MadeAccount> {
  const known = earlier.get(imported.row)
  const { excelRow, displayName, username } = row
  if (known) {
    const isRenewed = known.isUntouched && (await mayReset(context, known.accountId))
    if (isRenewed) await resetPassword(context, known.accountId, { ...password, reason: '重新生成初始密码' })
    const initialPassword = isRenewed ? password.password : null
    return {
      excelRow,
      accountId: known.accountId,
      displayName: known.displayName,
      username: known.username,
      initialPassword,
    }
  }
  const proposed =
    row.role && row.overId ? { role: row.role, organisationId: row.overId, reason: '批量建立账号时提出' } : undefined
  const { phone, organisationId, expiresOn } = row
  const given = { displayName, username, phone, organisationId: organisationId!, expiresOn, proposed }
  const account = await createAccount(context, given, password, imported)
  return { excelRow, accountId: account.id, displayName, username, initialPassword: password.password }
}

/** Since it was made the account may have been given roles that make its password nobody's to renew here. */
async function mayReset(context: Context, accountId: number): Promise<boolean> {
  try {
    await refuseReset(context, accountId)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

async function template({ db, scope }: DownloadContext) {
  const organisations = (await listOrganisations(db)).filter(({ path }) => covers(scope, path))
  const names = new Map(organisations.map(({ id, name }) => [id, name]))
  const people = {
    name: '人员',
    columns: TEMPLATE_HEADINGS.map((heading) => ({ kind: 'text' as const, width: heading.length > 3 ? 18 : 14 })),
    headerRows: [TEMPLATE_HEADINGS],
    rows: [],
    freeze: { rows: 1, columns: 0 },
  }
  const units = {
    name: '单位和岗位',
    columns: [
      { kind: 'text' as const, width: 30 },
      { kind: 'text' as const, width: 30 },
      { kind: 'text' as const, width: 16 },
    ],
    headerRows: [['可填的单位', '上级单位', '可填的岗位']],
    rows: organisations.map(({ name, parentId }, at) => {
      const role = ROLES[at]
      return [name, names.get(parentId ?? 0) ?? '', role ? ROLE_NAMES[role] : '']
    }),
  }
  return { fileName: '账号导入模板.xlsx', body: await workbookBytes([people, units]) }
}

/** A file that cannot be read is the sender's matter: 422 with the reader's own sentence. */
async function refusing<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    const { name, code, message } = error as Error & { code?: string }
    if (name === 'WorkbookRefusal') throw new Problem(422, code ?? 'workbook_unreadable', message)
    throw error
  }
}
