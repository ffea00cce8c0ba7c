import type { DocumentKind } from '#platform/word/document-model.ts'

/** What a template says: everything the office writes, with `{{…}}` where figures and words of the period stand. */
export interface TemplateContent {
  kind: DocumentKind
  /** Text of the red mark where it is not the usual one of the kind. */
  masthead: string
  title: string
  /** 主送, parted by ；. Empty for a 简报. */
  addressees: string
  /** 抄送, parted by ，. */
  copyTo: string
  /** 附注. */
  note: string
  body: string
}

/** For which rounds it is offered: every month, the last month of a quarter, every week. */
export type Rhythm = 'month' | 'quarter' | 'week'

export interface Template {
  /** Of a ready one its code, of the office's own `t12`. */
  key: string
  name: string
  rhythm: Rhythm
  /** Ranked organisations confirm their figures before it is published. */
  confirms: boolean
  content: TemplateContent
}
