import { readRegion } from '#capabilities/people/public.ts'
import { conflict } from '#kernel/problem.ts'
import type { Download, DownloadContext, Handlers } from '#platform/http/context.ts'
import type { ProjectFilter } from '../contract.ts'
import { readWhole } from '../store/whole.ts'
import type { oc4idsRoutes } from './contract.ts'
import { type PublishedProject, toOc4ids } from './mapping.ts'

export const oc4idsHandlers = {
  exportOc4ids: { download: async (context, { query }) => await exportPackage(context, query as ProjectFilter) },
} satisfies Handlers<ReturnType<typeof oc4idsRoutes>>

/** The package streams project by project; recorded, since figures leave the house. */
async function exportPackage(context: DownloadContext, filter: ProjectFilter): Promise<Download> {
  const pages = readWhole(context.db, context.scope, filter)
  const first = await pages.next()
  // a package without projects is none (project-package-schema.json, minItems)
  if (first.done) throw conflict('nothing_to_export', '没有符合条件的项目可以导出，请放宽筛选条件。')
  const region = await readRegion(context.db)
  context.record({
    action: 'ledger.exported',
    subject: { type: 'ledger', id: 0 },
    orgPath: context.scope.paths[0] ?? context.person.grants[0]!.path,
    after: { filter, format: 'oc4ids' },
  })
  const name = region?.name ?? ''
  return {
    fileName: `${name}项目（OC4IDS）.json`,
    body: packageText(resumed(first.value, pages), context.now, name),
  }
}

/**
 * The id prefix `guatu` is no registered one: who publishes the package obtains theirs (OC4IDS, project identifiers) and the address under
 * which it will stand; until then the package names itself by a URN.
 */
async function* packageText(
  pages: AsyncIterable<PublishedProject[]>,
  now: Date,
  region: string,
): AsyncGenerator<string> {
  const published = now.toISOString()
  const head = {
    uri: `urn:guatu:oc4ids:${published}`,
    publishedDate: published,
    version: '0.9',
    publisher: { name: region || '挂图' },
  }
  yield `${JSON.stringify(head).slice(0, -1)},"projects":[`
  let between = '\n'
  for await (const page of pages) {
    const lines = page.map((project) => JSON.stringify(toOc4ids(project, { prefix: 'guatu', region })))
    yield between + lines.join(',\n')
    between = ',\n'
  }
  yield '\n]}\n'
}

async function* resumed<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield first
  yield* rest
}
