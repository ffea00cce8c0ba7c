import type { BulletinDraft, PUBLICITY } from '#capabilities/bulletins/contract.ts'

export const PARTS = ['masthead', 'title', 'addressees', 'copyTo', 'note', 'body'] as const
export type Part = (typeof PARTS)[number]
/** Who was at a meeting: 出席, 请假, 列席. */
export const ATTENDANCE = ['出席', '请假', '列席'] as const
const FIELDS = [...PARTS, 'date', 'publicity', 'circulation', 'signers', ...ATTENDANCE] as const
export type IssueField = (typeof FIELDS)[number]

/** All that is edited of an issue, as text: names are parted by 、. */
export type IssueText = Record<IssueField, string>

/** What is on the screen, what it was when it was read, and what somebody else made of the same fields meanwhile. */
export interface Editing {
  base: IssueText
  text: IssueText
  clashes: Partial<IssueText>
  /** Something here was changed by somebody else. */
  wasChanged: boolean
}

export function opened(base: IssueText): Editing {
  return { base, text: base, clashes: {}, wasChanged: false }
}

export function textOf({ content, date, publicity, circulation, signers, attendance }: BulletinDraft): IssueText {
  const present = (label: string) => attendance.find((one) => one.label === label)?.names.join('、') ?? ''
  const decided = { date: date ?? '', publicity: publicity ?? '', circulation, signers: signers.join('、') }
  return { ...content, ...decided, 出席: present('出席'), 请假: present('请假'), 列席: present('列席') }
}

export function changedFields({ base, text }: Editing): IssueField[] {
  return FIELDS.filter((field) => text[field] !== base[field])
}

/** The server has a newer version: what was not touched here follows it, what was touched on both sides is left to the person. */
export function rebased({ base, text, clashes, wasChanged }: Editing, theirs: IssueText): Editing {
  const next: Editing = { base: theirs, text: { ...text }, clashes: { ...clashes }, wasChanged }
  for (const field of FIELDS) {
    const [was, mine, their] = [base[field], text[field], theirs[field]]
    if (their === was) continue
    if (mine !== their) next.wasChanged = true
    if (mine === was || mine === their) {
      next.text[field] = their
      delete next.clashes[field]
    } else next.clashes[field] = their
  }
  return next
}

/** What was sent now stands on the server. */
export function saved(editing: Editing, sent: IssueText): Editing {
  return { ...editing, base: sent, clashes: {}, wasChanged: false }
}

/** Names as they are kept, so that what comes back is what was sent. */
export function tidied(text: IssueText): IssueText {
  const tidy = { ...text }
  for (const field of ['signers', ...ATTENDANCE] as const) tidy[field] = namesIn(text[field]).join('、')
  return tidy
}

/** Only what was touched is sent, so that a better template still reaches the other parts. */
export function savingOf({ base, text }: Editing) {
  const touched = (field: IssueField) => text[field] !== base[field]
  const parts = PARTS.filter(touched)
  const isPresent = ATTENDANCE.some(touched)
  return {
    ...(parts.length > 0 ? { content: Object.fromEntries(parts.map((part) => [part, text[part]])) } : {}),
    ...(touched('date') ? { date: text.date || null } : {}),
    ...(touched('publicity') ? { publicity: (text.publicity || null) as (typeof PUBLICITY)[number] | null } : {}),
    ...(touched('circulation') ? { circulation: text.circulation } : {}),
    ...(touched('signers') ? { signers: namesIn(text.signers) } : {}),
    ...(isPresent
      ? { attendance: ATTENDANCE.map((label) => ({ label, names: namesIn(text[label]) })).filter(hasNames) }
      : {}),
  }
}

function hasNames({ names }: { names: readonly string[] }): boolean {
  return names.length > 0
}

function namesIn(text: string): string[] {
  return text
    .split(/[、，,；;\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
