import { conflict, invalid } from '#kernel/problem.ts'
import type { PaperFields } from '../contract.ts'
import { firstDayOf, lastDayOf } from './approvals.ts'

/** All fields of a paper, those not given empty. */
export function completeFields(given: Partial<PaperFields> & Pick<PaperFields, 'kind' | 'title'>): PaperFields {
  const text = (value: string | null | undefined) => (value?.trim() ? value.trim() : null)
  return {
    kind: given.kind,
    approvalKind: given.approvalKind ?? null,
    title: given.title.trim(),
    number: text(given.number),
    issuer: text(given.issuer),
    issuedOn: given.issuedOn ?? null,
    expiresOn: given.expiresOn ?? null,
    note: text(given.note),
  }
}

/** Refuses what contradicts itself: kind and approval, dates out of order, a date that has not come, a paper of which nothing is known. */
export function refuseContradictions(fields: PaperFields, { files, today }: { files: number; today: string }): void {
  if (fields.kind === 'approval' && fields.approvalKind === null)
    throw invalid('approval_kind_missing', '请选择是哪一项手续（如环评、用地预审、施工许可）。')
  if (fields.kind !== 'approval' && fields.approvalKind !== null)
    throw invalid('approval_kind_unexpected', '只有“审批手续”类的材料才选手续名称，请核对类别。')
  if (fields.issuedOn !== null && firstDayOf(fields.issuedOn) > today)
    throw invalid('issued_in_future', '批准或签订日期晚于今天，请核对。还没有取得的，请登记为“办理中”。')
  if (
    fields.issuedOn !== null &&
    fields.expiresOn !== null &&
    lastDayOf(fields.expiresOn) < firstDayOf(fields.issuedOn)
  )
    throw invalid('expires_before_issued', '有效期截止日期早于批准日期，请核对。')
  if (files > 0) return
  if (fields.kind !== 'approval' && fields.kind !== 'contract')
    throw invalid('paper_file_needed', '纪要、照片和其他材料须上传文件。')
  if (fields.number === null && fields.issuedOn === null)
    throw invalid('paper_empty', '没有文件时，请至少填写文号（编号）或日期。')
}

/** The same approval entered twice under one number. */
export function refuseSameNumber(
  fields: PaperFields,
  others: readonly (Pick<PaperFields, 'approvalKind' | 'number' | 'title'> & { id: number; withdrawn: unknown })[],
): void {
  if (fields.approvalKind === null || fields.number === null) return
  const same = others.find(
    (other) =>
      !other.withdrawn &&
      other.approvalKind === fields.approvalKind &&
      other.number !== null &&
      bare(other.number) === bare(fields.number!),
  )
  if (same)
    throw conflict(
      'approval_number_taken',
      `文号“${fields.number}”已登记在“${same.title}”中，请打开那一份补充文件或修改。`,
      { paperId: same.id },
    )
}

/** Brackets and blanks are written in every way. */
function bare(number: string): string {
  return number
    .normalize('NFKC')
    .replace(/[\s〔〕［］【】()[\]<>《》第]/g, '')
    .toLowerCase()
}
