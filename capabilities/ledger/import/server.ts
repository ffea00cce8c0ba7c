import { createHash } from 'node:crypto'
import { listOrganisations } from '#capabilities/people/public.ts'
import { conflict, notFound, Problem } from '#kernel/problem.ts'
import { covers } from '#platform/access/scope.ts'
import type { Context, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { withDecisions } from '../merge/decide.ts'
import * as store from '../store/imports.ts'
import { type Assessment, assess } from './assess.ts'
import type { ImportAnswers, ImportPreview, importRoutes } from './contract.ts'
import { lasting, merged, recalledFor } from './memory.ts'
import { previewOf } from './preview.ts'
import { type FileRead, readFile } from './read-file.ts'
import { refuseChangedSince } from './refuse-changed.ts'
import { undo } from './undo.ts'
import { writeAssessed, writtenSummary } from './write.ts'

type Routes = typeof importRoutes

/** Imports over the web: the file is received and read before the transaction, compared and written inside it. */
export function importHandlers(secrets: Secrets) {
  const again = (change: (body: never) => ImportAnswers) => ({
    prepare: async (preparation: Preparation, input: { params: { id: number }; body?: unknown }) =>
      await reread(preparation, secrets, input.params.id, change(input.body as never)),
  })
  const unchanged = again(() => ({}))
  return {
    previewImport: {
      prepare: async (preparation, input) => await receive(preparation, secrets, input),
      handle: preview,
    },
    listImports: async (context) => ({
      items: (await store.listImports(context.db, context.scope)).map((stored) => ({
        ...stored,
        mayUndo: stored.state === 'written',
      })),
    }),
    readImport: { ...unchanged, handle: show },
    answerImport: { ...again((body: ImportAnswers) => body), handle: answer },
    decideImport: decide,
    writeImport: { ...unchanged, handle: write },
    undoImport: { ...unchanged, handle: takeBack },
    discardImport: discard,
  } satisfies Partial<Handlers<Routes>>
}

async function discard(context: Context, { params }: Input<Routes['discardImport']>): Promise<undefined> {
  const stored = await locked(context, params.id, ['preview'])
  await store.setState(context.db, stored.id, 'discarded', context.person.accountId, context.now)
  context.record({
    action: 'ledger.importDiscarded',
    subject: { type: 'import', id: stored.id },
    orgPath: stored.orgPath,
    before: { fileName: stored.fileName },
  })
  return undefined
}

type Received = {
  orgId: number
  orgPath: string
  fileName: string
  bytes: Uint8Array
  read: FileRead
  answers: ImportAnswers
  /** Layout of the file as read without any answer. */
  layoutKey: string
  recalled: store.Recalled | null
}
export type Reread = { stored: store.StoredImport; read: FileRead; answers: ImportAnswers }

async function receive(
  preparation: Preparation,
  secrets: Secrets,
  { query }: Input<Routes['previewImport']>,
): Promise<Received> {
  const home = await importingOrganisation(preparation, query.org)
  const { fileName, bytes } = await preparation.upload()
  const first = await refusing(readFile(bytes, fileName, {}, secrets))
  const memory = await preparation.read(async (db) => await store.recallMemory(db, home.orgId, first.shapeKey))
  const names = first.reading.sheets.map(({ name }) => name)
  const answers = recalledFor(memory?.answers ?? {}, names)
  const isRecalled = Object.keys(answers).length > 0
  const read = isRecalled ? await refusing(readFile(bytes, fileName, answers, secrets)) : first
  const recalled = memory && isRecalled ? { ...memory, answers } : null
  return { ...home, fileName, bytes, read, answers, layoutKey: first.shapeKey, recalled }
}

/** The organisation whose ledger this is: the one named, else the first of the person's scope. */
async function importingOrganisation(
  { read, scope }: Preparation,
  org: number | undefined,
): Promise<{ orgId: number; orgPath: string }> {
  const organisations = (await read(listOrganisations)).filter(({ closedOn }) => !closedOn)
  const found = org ? organisations.find(({ id }) => id === org) : organisations.find(({ path }) => covers(scope, path))
  if (!found || !covers(scope, found.path)) throw notFound('导入单位')
  return { orgId: found.id, orgPath: found.path }
}

async function preview(context: Context, _: unknown, received: Received): Promise<ImportPreview> {
  const { db, scope, person, now } = context
  const { orgId, orgPath, fileName, bytes, read, layoutKey, recalled } = received
  const asking = { db, scope, orgId, answers: received.answers, now }
  const assessed = await assess(asking, read.reading, read.shapeKey, read.edits)
  const answers = assessed.merge ? { ...received.answers, merge: { seen: assessed.merge.seen } } : received.answers
  const sha256 = createHash('sha256').update(bytes).digest()
  const kept = {
    fileName,
    sha256,
    workbook: bytes,
    orgId,
    shapeKey: read.shapeKey,
    layoutKey,
    recalled,
    answers,
    summary: assessed.summary,
    createdBy: person.accountId,
    now,
  }
  const id = await store.insertImport(db, kept)
  context.record({
    action: 'ledger.importPreviewed',
    subject: { type: 'import', id },
    orgPath,
    after: { fileName, sha256: sha256.toString('hex') },
  })
  return await view(context, id, assessed, read)
}

async function reread(preparation: Preparation, secrets: Secrets, id: number, change: ImportAnswers): Promise<Reread> {
  return await rereadWith(preparation, secrets, { id, choose: ({ answers }) => merged(answers, change) })
}

/** The stored file, read again with the answers that `choose` makes of the stored ones. */
export async function rereadWith(
  preparation: Preparation,
  secrets: Secrets,
  { id, choose }: { id: number; choose: (stored: store.StoredImport) => ImportAnswers },
): Promise<Reread> {
  const found = await preparation.read(async (db) => {
    const stored = await store.findImport(db, preparation.scope, id)
    return stored && { stored, bytes: await store.readWorkbookBytes(db, id) }
  })
  if (!found?.bytes) throw notFound('这次导入')
  const answers = choose(found.stored)
  const read = await refusing(readFile(found.bytes, found.stored.fileName, answers, secrets))
  return { stored: found.stored, answers, read }
}

async function show(context: Context, _: unknown, { stored, read, answers }: Reread): Promise<ImportPreview> {
  return await view(context, stored.id, await assessAgain(context, stored, read, answers), read)
}

async function answer(
  context: Context,
  { body }: Input<Routes['answerImport']>,
  reread: Reread,
): Promise<ImportPreview> {
  // who will answer for the projects is no reading of the sheet: nothing to take back
  const isReading = Object.keys(body).some((part) => part !== 'assignTo')
  const trail = isReading
    ? [...reread.stored.earlierAnswers, reread.stored.answers].slice(-KEPT_CORRECTIONS)
    : undefined
  return await keepAnswers(context, reread, trail)
}

/** So many corrections may be taken back. */
const KEPT_CORRECTIONS = 50

/** Saves the answers of a preview, with what they were before when `trail` is given, and shows it anew. */
export async function keepAnswers(
  context: Context,
  { stored, read, ...given }: Reread,
  trail?: ImportAnswers[],
): Promise<ImportPreview> {
  const { merge, ...current } = (await locked(context, stored.id, ['preview'])).answers
  const { merge: _, ...before } = stored.answers
  if (JSON.stringify(current) !== JSON.stringify(before))
    throw conflict('answers_changed', '刚才有人同时更正了这次导入，您的更正没有保存。请刷新后再试。')
  // decisions on cells may have come in while the file was read
  const answers = { ...given.answers, ...(merge ? { merge } : {}) }
  const assessed = await assessAgain(context, stored, read, answers)
  await store.saveAnswers(context.db, stored.id, { answers, shapeKey: read.shapeKey, summary: assessed.summary })
  if (trail) await store.saveTrail(context.db, stored.id, trail)
  context.record({
    action: 'ledger.importAnswered',
    subject: { type: 'import', id: stored.id },
    orgPath: stored.orgPath,
    // decisions stand in entries of their own
    before: { ...stored.answers, merge: undefined },
    after: { ...answers, merge: undefined },
  })
  return await view(context, stored.id, assessed, read)
}

/** Decisions are kept without reading the file again: they are checked against file and ledger when it is written. */
async function decide(context: Context, { params, body }: Input<Routes['decideImport']>) {
  const stored = await locked(context, params.id, ['preview'])
  const kept = stored.answers.merge ?? {}
  const merge = withDecisions(kept, body)
  await store.keepDecisions(context.db, stored.id, merge)
  const counts = { cells: Object.keys(merge.cells ?? {}).length, columns: Object.keys(merge.columns ?? {}).length }
  context.record({
    action: 'ledger.importDecided',
    subject: { type: 'import', id: stored.id },
    orgPath: stored.orgPath,
    after: {
      ...counts,
      given: Object.keys(body.cells ?? {}).length,
      ...(body.columns ? { byColumn: body.columns } : {}),
    },
  })
  const typed = Object.keys(body.cells ?? {}).flatMap((key) => {
    const choice = merge.cells?.[key]
    return typeof choice === 'object' ? [[key, choice.value] as const] : []
  })
  return { ...counts, values: Object.fromEntries(typed) }
}

async function write(
  context: Context,
  { body }: Input<Routes['writeImport']>,
  { stored, read }: Reread,
): Promise<ImportPreview> {
  const current = await locked(context, stored.id, ['preview'])
  // decisions may have come in while the file was read
  const { answers } = current
  const assessed = await assessAgain({ ...context, isWriting: true }, stored, read, answers)
  refuseChangedSince(current, assessed, body.seen)
  const { orgId, orgPath, fileName } = stored
  const { confirmSuspicious } = body
  const writing = { ...context, importId: stored.id, orgId, orgPath, fileName, answers, confirmSuspicious }
  await writeAssessed(writing, assessed)
  const summary = writtenSummary(writing, assessed)
  await store.saveAnswers(context.db, stored.id, { answers, shapeKey: read.shapeKey, summary })
  await store.setState(context.db, stored.id, 'written', context.person.accountId, context.now)
  await store.rememberAnswers(context.db, { ...stored, answers: lasting(answers, read.reading) }, context.now)
  return await view(context, stored.id, assessed, read)
}

async function takeBack(
  context: Context,
  { body }: Input<Routes['undoImport']>,
  { stored, read, answers }: Reread,
): Promise<ImportPreview> {
  await locked(context, stored.id, ['written'])
  await undo(context, stored, body.reason)
  return await view(context, stored.id, await assessAgain(context, stored, read, answers), read)
}

async function assessAgain(
  { db, scope, now, isWriting = false }: Context & { isWriting?: boolean },
  stored: store.StoredImport,
  read: FileRead,
  answers: ImportAnswers,
): Promise<Assessment> {
  const asking = { db, scope, orgId: stored.orgId, answers, now, isWriting }
  return await assess(asking, read.reading, read.shapeKey, read.edits)
}

export async function locked(
  { db, scope }: Context,
  id: number,
  states: store.StoredImport['state'][],
): Promise<store.StoredImport> {
  const stored = await store.findImport(db, scope, id, true)
  if (!stored) throw notFound('这次导入')
  if (!states.includes(stored.state)) throw conflict('import_state', STATE_SENTENCES[stored.state])
  return stored
}

const STATE_SENTENCES: Record<store.StoredImport['state'], string> = {
  preview: '这次导入还没有写入。',
  written: '这次导入已经写入，不能再次写入或更改。如有错误，请撤销后重新导入。',
  undone: '这次导入已经撤销。请重新上传文件。',
  discarded: '这次预览已经放弃。请重新上传文件。',
}

async function view(context: Context, id: number, assessed: Assessment, { fault }: FileRead): Promise<ImportPreview> {
  const stored = (await store.findImport(context.db, context.scope, id))!
  return previewOf(stored, assessed, { mayUndo: stored.state === 'written', fault })
}

/** A file that is no ledger is the sender's matter: 4xx with the reader's own sentence. */
export async function refusing<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    const refusal = error as Error & { code?: string }
    if (refusal.name === 'WorkbookRefusal')
      throw new Problem(422, refusal.code ?? 'workbook_unreadable', refusal.message)
    throw error
  }
}
