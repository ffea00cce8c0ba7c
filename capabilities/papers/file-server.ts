import { createHash } from 'node:crypto'
import { dateInChina } from '#kernel/period.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context, Download, DownloadContext, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { withoutMetadata } from '#platform/pictures/without-metadata.ts'
import type { AddedPaper, paperRoutes } from './contract.ts'
import { inspectUpload } from './reading/inspect-upload.ts'
import type { Inspected } from './reading/inspection.ts'
import { completeFields } from './rules/fields.ts'
import { guessKind, keptName, MEDIA_TYPES, titleOf } from './rules/naming.ts'
import * as files from './store/files.ts'
import { insertPaper, touchPaper } from './store/papers.ts'
import { keepInHistory, lineOf, paperOrNotFound, view } from './views.ts'
import type { ApprovalKind, Format, PaperKind } from './vocabulary.ts'
import { holdPaper, holdProject, refuseWithdrawn } from './writing-server.ts'

type Routes = typeof paperRoutes
type Received = { fileName: string; bytes: Uint8Array; sha256: Buffer; inspected: Inspected; notices: string[] }

/** Files of papers: told by content before the transaction, kept once, never replaced. */
export const fileHandlers = {
  addPaperFile: { prepare: receive, handle: addPaperFile },
  addPaperVersion: { prepare: receive, handle: addPaperVersion },
  downloadPaper: { download: downloadPaper },
} satisfies Partial<Handlers<Routes>>

async function receive({ upload }: Preparation): Promise<Received> {
  const { fileName: given, bytes } = await upload()
  const inspected = await inspectUpload(bytes, given)
  const { fileName, renamed } = keptName(given, inspected.format)
  const notices = [...inspected.notices]
  if (renamed) notices.push('renamed')
  if (inspected.lookedAt === 'name') notices.push('nameOnly')
  return { fileName, bytes, sha256: createHash('sha256').update(bytes).digest(), inspected, notices }
}

async function addPaperFile(
  context: Context,
  { params, query }: Input<Routes['addPaperFile']>,
  received: Received,
): Promise<AddedPaper> {
  const { db, now, person } = context
  const project = await holdProject(context, params.id)
  const same = await files.papersWithContent(db, project.id, received.sha256)
  const kinds = kindsOf(query, received)
  refuseTwice(same, query.kind === undefined ? null : kinds)
  const fields = completeFields({ ...kinds, title: query.title || titleOf(received.fileName, dateInChina(now)) })
  const id = await insertPaper(db, { projectId: project.id, fields, accountId: person.accountId, now })
  await keepFile(context, { paperId: id, projectId: project.id }, received)
  await keepInHistory(context, { projectId: project.id, field: 'paper', old: null, new: lineOf(fields) })
  context.record({
    action: 'paper.added',
    subject: { type: 'paper', id },
    orgPath: project.orgPath,
    after: {
      projectId: project.id,
      kind: fields.kind,
      formality: fields.approvalKind,
      title: fields.title,
      ...outline(received),
    },
  })
  const paper = view(context, await paperOrNotFound(context, id))
  return { paper, notices: received.notices, sameAs: same[0] ? { id: same[0].id, title: same[0].title } : null }
}

type Kinds = { kind: PaperKind; approvalKind: ApprovalKind | null }

function kindsOf(query: Input<Routes['addPaperFile']>['query'], { fileName, inspected }: Received): Kinds {
  if (query.kind === undefined) return guessKind(fileName, inspected.format)
  if (query.kind !== 'approval') return { kind: query.kind, approvalKind: null }
  if (query.approvalKind) return { kind: 'approval', approvalKind: query.approvalKind }
  throw invalid('approval_kind_missing', '请选择是哪一项手续（如环评、用地预审、施工许可）。')
}

/** The same file under another heading is meant (one document may approve two things); dropped again it is not. */
function refuseTwice(same: readonly files.SamePaper[], chosen: Kinds | null): void {
  const twice = same.find(
    (paper) => chosen === null || (paper.kind === chosen.kind && paper.approvalKind === chosen.approvalKind),
  )
  if (twice)
    throw conflict('paper_already_there', `这个文件已经在“${twice.title}”中（内容完全相同），不用重复上传。`, {
      paperId: twice.id,
    })
}

async function addPaperVersion(
  context: Context,
  { params }: Input<Routes['addPaperVersion']>,
  received: Received,
): Promise<AddedPaper> {
  const paper = await holdPaper(context, params.id)
  refuseWithdrawn(paper)
  if (paper.files[0]?.sha256 === received.sha256.toString('hex'))
    throw conflict('paper_version_same', '与现在的文件内容完全相同，没有需要更新的。')
  const number = await keepFile(context, { paperId: paper.id, projectId: paper.projectId }, received)
  await touchPaper(context.db, paper.id, context.now)
  await keepInHistory(context, {
    projectId: paper.projectId,
    field: 'paper',
    old: paper.files[0] ? `${lineOf(paper)}（${paper.files[0].fileName}）` : lineOf(paper),
    new: `${lineOf(paper)}（${received.fileName}）`,
  })
  context.record({
    action: 'paper.renewed',
    subject: { type: 'paper', id: paper.id },
    orgPath: paper.orgPath,
    before: paper.files[0] ? { fileName: paper.files[0].fileName, sha256: paper.files[0].sha256 } : null,
    after: { version: number, ...outline(received) },
  })
  const after = view(context, await paperOrNotFound(context, paper.id))
  return { paper: after, notices: received.notices, sameAs: null }
}

async function keepFile(
  { db, now, person }: Context,
  { paperId, projectId }: { paperId: number; projectId: number },
  { bytes, sha256, inspected, fileName }: Received,
): Promise<number> {
  const contentId = await files.keepContent(db, projectId, { bytes, sha256, inspected, now })
  return await files.addVersion(db, { paperId, contentId, fileName, accountId: person.accountId, now })
}

function outline({ fileName, bytes, sha256, inspected }: Received) {
  return { fileName, size: bytes.length, sha256: sha256.toString('hex'), format: inspected.format }
}

/** Kinds a browser draws by itself without running anything of them; everything else is handed out as a file. */
const SHOWN: ReadonlySet<Format> = new Set(['pdf', 'jpeg', 'png', 'webp'])

async function downloadPaper(
  { db, scope }: DownloadContext,
  { params, query }: Input<Routes['downloadPaper']>,
): Promise<Download> {
  const found = await files.findVersion(db, scope, params.id, query.version)
  if (!found) throw notFound('这份材料的文件')
  const { fileName, format, contentId, size } = found
  const file = { fileName, mediaType: MEDIA_TYPES[format] }
  const isPicture = format === 'jpeg' || format === 'png' || format === 'webp'
  const inline = query.look !== undefined && SHOWN.has(format)
  if (size > WHOLE_AT_MOST && !(query.look && isPicture))
    return { ...file, body: files.contentChunks(db, contentId), size, inline }
  // whole: it keeps no connection while a slow reader takes it
  const bytes = await files.readContent(db, contentId)
  return query.look && isPicture
    ? { ...file, body: withoutMetadata(bytes), inline }
    : { ...file, body: bytes, size, inline }
}

const WHOLE_AT_MOST = 8 * 1024 * 1024
