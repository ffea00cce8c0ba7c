import { bulletinRoutes, type FullTemplate, type TemplateMistakeShape } from '#capabilities/bulletins/contract.ts'

export type TemplateText = FullTemplate['content']
export type Rhythm = FullTemplate['rhythm']
/** Parts in which `{{…}}` may stand. */
export type Part = TemplateMistakeShape['part']

/** What is edited: all that a saving sends but its note. */
export type TemplateDraft = Pick<FullTemplate, 'name' | 'rhythm' | 'confirms' | 'content'>

export const KINDS = bulletinRoutes.saveTemplate.body.shape.content.shape.kind.options

export function draftOf({ name, rhythm, confirms, content }: TemplateDraft): TemplateDraft {
  return { name, rhythm, confirms, content }
}

/** Where an office begins that copies nothing. */
export const BLANK: TemplateDraft = {
  name: '',
  rhythm: 'month',
  confirms: false,
  content: {
    kind: '通报',
    masthead: '',
    title: '关于{{本期}}{{全域}}重点项目建设情况的通报',
    addressees: '{{主送单位}}',
    copyTo: '',
    note: '',
    body: '{{累计}}，{{全域}}重点项目完成投资{{完成投资}}。\n# 总体情况\n',
  },
}

const CONTENT_PARTS = ['kind', 'masthead', 'title', 'addressees', 'copyTo', 'note', 'body'] as const

export function isSameText(a: TemplateText, b: TemplateText): boolean {
  return CONTENT_PARTS.every((part) => a[part] === b[part])
}

export function isSameDraft(a: TemplateDraft, b: TemplateDraft): boolean {
  return a.name === b.name && a.rhythm === b.rhythm && a.confirms === b.confirms && isSameText(a.content, b.content)
}
