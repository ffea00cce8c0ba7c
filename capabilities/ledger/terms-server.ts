import { namedTerms } from '#capabilities/settings/public.ts'
import { dateInChina } from '#kernel/period.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { ledgerRoutes, Project } from './contract.ts'
import { inScopeOrNotFound, sourceOf, view } from './project-server.ts'
import { insertChanges, lockProject, updateProject } from './store/project.ts'
import { replaceTerms } from './store/terms.ts'
import { termsText } from './wording.ts'

type Asked = Input<typeof ledgerRoutes.setProjectTerms>

/** What a project is called in the region's dictionaries. A retired term stays where it is and is not given anew. */
export async function setProjectTerms(context: Context, { params, body }: Asked): Promise<Project> {
  const { db } = context
  if (!(await lockProject(db, context.scope, params.id))) throw notFound('这个项目')
  const before = await inScopeOrNotFound(context, params.id)
  if (before.version !== body.version) {
    throw conflict('edit_conflict', '您打开页面后，这个项目已被他人修改。请对照最新内容，确认后再保存。')
  }
  const had = new Set(before.terms.map(({ id }) => id))
  const wanted = [...new Set(body.termIds)]
  if (wanted.length === had.size && wanted.every((id) => had.has(id))) {
    throw invalid('nothing_changed', '没有改动任何内容。')
  }
  const terms = await namedTerms(db, wanted, dateInChina(context.now))
  if (terms.length !== wanted.length || terms.some(({ id, isGiven }) => !isGiven && !had.has(id))) {
    throw invalid('term_unknown', '其中的词条不存在或已经停用，请刷新后重新选择。')
  }
  await replaceTerms(db, params.id, wanted)
  await updateProject(db, params.id, {}, null, context.now)
  const change = { projectId: params.id, field: 'terms', old: termsText(before.terms), new: termsText(terms) }
  await insertChanges(db, [change], sourceOf(context, 'edit', null))
  context.record({
    action: 'project.termed',
    subject: { type: 'project', id: params.id },
    orgPath: before.orgPath,
    before: { terms: change.old },
    after: { terms: change.new },
    reason: body.reason ?? null,
  })
  return view(context, await inScopeOrNotFound(context, params.id))
}
