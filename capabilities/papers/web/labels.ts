import { dateText } from '#platform/web/format.ts'
import type { Say } from '#platform/web/words/catalogue.ts'
import type { ApprovalBoardShape, Paper } from '../contract.ts'
import { APPROVAL_GROUPS, type ApprovalGroup, type ApprovalKind, type Format, PAPER_KINDS } from '../vocabulary.ts'

type Warning = ApprovalBoardShape['warnings'][number]

export function approvalLabel(w: Say, kind: ApprovalKind): string {
  return w(`papers.approval.${kind}`)
}

/** What a paper is, in words: the approval's own name, or its kind. */
export function kindLabel(w: Say, { kind, approvalKind }: Pick<Paper, 'kind' | 'approvalKind'>): string {
  return approvalKind ? approvalLabel(w, approvalKind) : w(`papers.kind.${kind}`)
}

export function kindOptions(w: Say) {
  return PAPER_KINDS.map((value) => ({ value, label: w(`papers.kind.${value}`) }))
}

/** All approvals under the phase they belong to. */
export function approvalOptions(w: Say): { value: ApprovalKind; label: string; search: string }[] {
  return (Object.keys(APPROVAL_GROUPS) as ApprovalGroup[]).flatMap((group) =>
    APPROVAL_GROUPS[group].map((value) => ({
      value,
      label: approvalLabel(w, value),
      search: w(`papers.group.${group}`),
    })),
  )
}

export function warningText(w: Say, { code, approvalKind, date }: Warning): string {
  const approval = approvalLabel(w, approvalKind)
  const on = { approval, date: dateWords(date) }
  if (code === 'startedWithoutPermit' || code === 'bothSaid') return w(`papers.warn.${code}`, { approval })
  return w(`papers.warn.${code}`, on)
}

/** `2026年3月28日`, `2026年3月`, `2026年`: as precise as it was written. */
export function dateWords(date: string | null): string {
  if (date === null) return ''
  if (date.length === 10) return dateText(date)
  const [year, month] = date.split('-')
  return month ? `${year}年${Number(month)}月` : `${year}年`
}

const NAMES: Record<Format, string> = {
  pdf: 'PDF',
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  docx: 'Word',
  xlsx: 'Excel',
  pptx: 'PowerPoint',
  doc: 'Word',
  xls: 'Excel',
  ppt: 'PowerPoint',
  ofd: 'OFD',
  csv: 'CSV',
  text: 'TXT',
}

export function formatName(format: Format): string {
  return NAMES[format]
}

export function isPicture(format: Format): boolean {
  return format === 'jpeg' || format === 'png' || format === 'webp'
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** `PDF · 12页 · 1.4 MB`. */
export function fileText(
  w: Say,
  { format, pages, size }: { format: Format; pages: number | null; size: number },
): string {
  return [formatName(format), pages && w('papers.pages', { count: pages }), sizeText(size)].filter(Boolean).join(' · ')
}
