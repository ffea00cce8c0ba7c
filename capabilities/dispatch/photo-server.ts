import { createHash } from 'node:crypto'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context, Handlers, Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { pictureTypeOf } from '#platform/pictures/sniff.ts'
import type { dispatchRoutes } from './contract.ts'
import { holdReport } from './holding.ts'
import { ROUND_LOCKED } from './rules/transitions.ts'
import type { Report, ReportState } from './shapes.ts'
import { countPhotos, deletePhoto, insertPhoto, listProjectPhotos, type Photo, readPhoto } from './store/photos.ts'
import { viewReport } from './views.ts'

type Routes = typeof dispatchRoutes
const PHOTOS_AT_MOST = 20

/** Photographs of a report: added and removed until it was reviewed, seen by whoever may see the project. */
export const photoHandlers = {
  addPhoto: { prepare: receivePhoto, handle: addPhoto },
  removePhoto,
  listProjectPhotos: async ({ db, scope }, { query }) => ({
    items: await listProjectPhotos(db, scope, query.projects, query.each),
  }),
  readFile: {
    download: async ({ db, scope }, { params }) => {
      const found = await readPhoto(db, scope, params.id)
      if (!found) throw notFound('这张照片')
      return { fileName: found.name, mediaType: found.mediaType, body: found.bytes, inline: true }
    },
  },
} satisfies Partial<Handlers<Routes>>

async function receivePhoto({ upload }: Preparation): Promise<Photo> {
  const { fileName, bytes } = await upload()
  const mediaType = pictureTypeOf(bytes)
  if (!mediaType)
    throw invalid(
      'photo_kind',
      '照片只收 JPEG、PNG、WebP 格式。苹果手机的 HEIC 照片，请在“设置—相机—格式”中选“兼容性最佳”后重拍，或另存为 JPEG。',
    )
  return { name: fileName || '照片', mediaType, bytes, sha256: createHash('sha256').update(bytes).digest() }
}

async function addPhoto(context: Context, { params }: Input<Routes['addPhoto']>, photo: Photo): Promise<Report> {
  const { db, person, now } = context
  const { report } = await holdReport(context, params.id)
  refuseReviewed(report.state)
  const { photos, same } = await countPhotos(db, report.id, photo.sha256)
  if (same > 0) throw conflict('photo_already_added', '这张照片已经上传过了，不用重复上传。')
  if (photos >= PHOTOS_AT_MOST) throw conflict('photos_full', `一份填报最多${PHOTOS_AT_MOST}张照片，请先删除不需要的。`)
  const fileId = await insertPhoto(db, {
    reportId: report.id,
    orgPath: report.orgPath,
    photo,
    accountId: person.accountId,
    now,
  })
  const after = { fileId, name: photo.name, size: photo.bytes.length, sha256: photo.sha256.toString('hex') }
  context.record({ action: 'photo.added', subject: { type: 'report', id: report.id }, orgPath: report.orgPath, after })
  return await viewReport(context, report.id)
}

async function removePhoto(context: Context, { params }: Input<Routes['removePhoto']>): Promise<Report> {
  const { report } = await holdReport(context, params.id)
  refuseReviewed(report.state)
  const removed = await deletePhoto(context.db, report.id, params.fileId)
  if (!removed) throw notFound('这张照片')
  const before = { fileId: removed.id, name: removed.name, sha256: removed.sha256 }
  context.record({
    action: 'photo.removed',
    subject: { type: 'report', id: report.id },
    orgPath: report.orgPath,
    before,
  })
  return await viewReport(context, report.id)
}

/** Photographs are evidence for what was accepted: they stay as they were reviewed. */
function refuseReviewed(state: ReportState): void {
  if (state === 'locked') throw conflict('round_locked', ROUND_LOCKED)
  if (state === 'accepted') throw conflict('report_accepted', '这份填报已经审核通过，照片不能再增删。')
}
