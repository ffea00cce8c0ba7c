import type { Attendance, Publicity } from '#platform/word/document-model.ts'
import type { TemplateContent } from '../template/content.ts'

/** What the office decided for one issue: its own words, the paper's attributes, and how it explains what does not add up. */
export interface DraftChanges {
  content?: Partial<Omit<TemplateContent, 'kind'>>
  /** 成文日期; without one, today. */
  date?: string
  publicity?: Publicity
  /** 发放范围: who receives it beside 主送 and 抄送. */
  circulation?: string
  signers?: string[]
  attendance?: Attendance[]
  /** By the key of the problem. */
  explanations?: Record<string, string>
}

/** The template's words with those of this issue in their place. */
export function withChanges(content: TemplateContent, changes: DraftChanges): TemplateContent {
  return { ...content, ...changes.content }
}

/** Only what differs from the template is kept, so that a better template reaches the drafts that did not touch that part. */
export function changesFrom(
  content: TemplateContent,
  wanted: Partial<Omit<TemplateContent, 'kind'>>,
): DraftChanges['content'] {
  const own = Object.entries(wanted).filter(([part, text]) => content[part as keyof TemplateContent] !== text)
  return own.length > 0 ? Object.fromEntries(own) : undefined
}
