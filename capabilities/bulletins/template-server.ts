import { findRound } from '#capabilities/dispatch/public.ts'
import { materialOf } from '#capabilities/figures/public.ts'
import { listOrganisations } from '#capabilities/people/public.ts'
import { conflict, notFound } from '#kernel/problem.ts'
import { covers } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { bulletinRoutes, FullTemplate, TemplateCard } from './contract.ts'
import { draftDocument, mistaken, type OfficeTemplate, organisationsOf, templateOf, templatesOf } from './drafting.ts'
import { viewOfDraft } from './reading-server.ts'
import { READY_TEMPLATES } from './ready/ready-templates.ts'
import * as store from './store/templates.ts'
import { mistakesOf } from './template/compose.ts'
import { wordGroups } from './template/word-list.ts'

type Routes = typeof bulletinRoutes
type OfTemplates =
  | 'listTemplates'
  | 'readTemplate'
  | 'createTemplate'
  | 'saveTemplate'
  | 'retireTemplate'
  | 'previewTemplate'
  | 'readTemplateWords'

export const templateHandlers = {
  listTemplates,
  readTemplate,
  createTemplate,
  saveTemplate,
  retireTemplate,
  previewTemplate,
  readTemplateWords: async () => ({ groups: wordGroups() }),
} satisfies Handlers<Pick<Routes, OfTemplates>>

/** Templates belong to the office: the top of what the person answers for. */
async function office({ db, scope }: Context): Promise<{ id: number; name: string; path: string }> {
  const organisations = await listOrganisations(db)
  const own = scope.all
    ? organisations.find(({ path }) => !path.includes('.'))
    : organisations.find(({ path }) => path === scope.paths[0])
  return own!
}

async function listTemplates(context: Context) {
  const { id, name } = await office(context)
  return { items: (await templatesOf(context.db, id)).map(card), orgName: name }
}

function card({ key, name, rhythm, confirms, content, version, changedAt, changedBy }: OfficeTemplate): TemplateCard {
  const isReady = !key.startsWith('t')
  return { key, name, rhythm, confirms, kind: content.kind, isReady, version, changedAt, changedBy }
}

async function readTemplate(context: Context, { params }: Input<Routes['readTemplate']>): Promise<FullTemplate> {
  return await fullView(context, await office(context), params.key)
}

async function fullView({ db }: Context, { id }: { id: number }, key: string): Promise<FullTemplate> {
  const template = await templateOf(db, id, key)
  const ready = READY_TEMPLATES.find((one) => one.key === key)
  const row = await rowOf(db, id, key)
  const versions = row ? await store.listVersions(db, row.id) : []
  return { ...card(template), content: template.content, versions, readyContent: ready?.content ?? null }
}

async function rowOf(db: Context['db'], orgId: number, key: string, hold = false) {
  const own = /^t(\d+)$/.exec(key)
  return await store.findTemplate(db, orgId, own ? { id: Number(own[1]) } : { readyCode: key }, hold)
}

type Saving = Input<Routes['createTemplate']>['body']

async function createTemplate(context: Context, { body }: Input<Routes['createTemplate']>): Promise<FullTemplate> {
  const { db, person, now } = context
  const own = await office(context)
  await refuseMistakes(context, body)
  const { name, rhythm, confirms, content, note } = body
  const id = await store.insertTemplate(db, {
    orgId: own.id,
    readyCode: null,
    name,
    rhythm,
    confirms,
    by: person.accountId,
    now,
  })
  await store.insertVersion(db, id, { version: 1, content, note, by: person.accountId, now })
  recordSaved(context, own, { key: `t${id}`, version: 1, body, before: null })
  return await fullView(context, own, `t${id}`)
}

async function saveTemplate(context: Context, { params, body }: Input<Routes['saveTemplate']>): Promise<FullTemplate> {
  const { db, person, now } = context
  const own = await office(context)
  const before = await templateOf(db, own.id, params.key, { hold: true })
  await refuseMistakes(context, body)
  if (before.version !== body.seenVersion)
    throw conflict('template_changed', '这个模板刚被他人改过。请刷新，看过对方的修改后再保存。')
  const { name, rhythm, confirms, content, note } = body
  const by = person.accountId
  const row = await rowOf(db, own.id, params.key)
  const id =
    row?.id ??
    (await store.insertTemplate(db, { orgId: own.id, readyCode: params.key, name, rhythm, confirms, by, now }))
  const version = (row?.version ?? (await store.lastVersionOf(db, own.id, params.key))) + 1
  await store.insertVersion(db, id, { version, content, note, by, now })
  if (row) await store.renameTemplate(db, id, { name, rhythm, confirms })
  recordSaved(context, own, { key: params.key, version, body, before: before.version })
  return await fullView(context, own, params.key)
}

function recordSaved(
  context: Context,
  own: { id: number; path: string },
  saved: { key: string; version: number; body: Saving; before: number | null },
): void {
  const { key, version, body, before } = saved
  context.record({
    action: 'bulletinTemplate.saved',
    subject: { type: 'organisation', id: own.id },
    orgPath: own.path,
    before: before === null ? null : { version: before },
    after: { template: key, version, name: body.name },
    ...(body.note === '' ? {} : { reason: body.note }),
  })
}

/** A template is the office's for every period, so that an organisation's name is not known to it until it is filled in: only today's are. */
async function refuseMistakes({ db, scope }: Context, { content }: Saving): Promise<void> {
  const names = (await listOrganisations(db)).filter(({ path }) => covers(scope, path)).map(({ name }) => name)
  const mistakes = mistakesOf(content, names)
  if (mistakes.length > 0) throw mistaken(mistakes)
}

async function retireTemplate(context: Context, { params }: Input<Routes['retireTemplate']>) {
  const { db, person, now } = context
  const own = await office(context)
  const row = await rowOf(db, own.id, params.key, true)
  if (!row) {
    if (READY_TEMPLATES.some(({ key }) => key === params.key))
      throw conflict('template_untouched', '这是系统自带的模板，没有改过，不需要恢复。')
    throw notFound('这个模板')
  }
  await store.retireTemplate(db, row.id, person.accountId, now)
  context.record({
    action: 'bulletinTemplate.retired',
    subject: { type: 'organisation', id: own.id },
    orgPath: own.path,
    before: { template: params.key, name: row.name, version: row.version },
  })
  return await listTemplates(context)
}

async function previewTemplate(context: Context, { body }: Input<Routes['previewTemplate']>) {
  const { db, scope, now } = context
  const round = await findRound(db, body.roundId)
  if (!round || !covers(scope, round.orgPath)) throw notFound('这一期调度')
  const { material } = await materialOf(db, round, { now })
  const mistakes = mistakesOf(body.content, organisationsOf(material))
  if (mistakes.length > 0) return { mistakes, bulletin: null }
  const template: OfficeTemplate = {
    key: 'preview',
    name: body.name,
    rhythm: body.rhythm,
    confirms: false,
    content: body.content,
    version: null,
    changedAt: null,
    changedBy: null,
  }
  const draft = await draftDocument(db, round, template, { now, content: body.content })
  return { mistakes: [], bulletin: await viewOfDraft(context, round, draft) }
}
