import * as z from 'zod'
import { defineRoutes } from '#platform/http/contract.ts'
import { bulletin, content, templateKey } from './bulletin.ts'

const KINDS = ['通报', '报告', '函', '纪要', '简报', '督办单'] as const
export const RHYTHMS = ['month', 'quarter', 'week'] as const

export const templateContent = content.extend({ kind: z.enum(KINDS) })

const template = z.object({
  key: z.string(),
  name: z.string(),
  rhythm: z.enum(RHYTHMS),
  confirms: z.boolean(),
  kind: z.string(),
  /** Brought by the product (perhaps changed by the office), not written by it. */
  isReady: z.boolean(),
  /** null: as the product brings it. */
  version: z.number().nullable(),
  changedAt: z.string().nullable(),
  changedBy: z.string().nullable(),
})
export type TemplateCard = z.infer<typeof template>

const version = z.object({
  version: z.number(),
  note: z.string(),
  content: templateContent,
  createdAt: z.string(),
  createdBy: z.string(),
})

const fullTemplate = template.extend({
  content: templateContent,
  versions: z.array(version),
  readyContent: templateContent.nullable(),
})
export type FullTemplate = z.infer<typeof fullTemplate>

const saving = z.object({
  name: z.string().trim().min(1, '请填写模板名称').max(60),
  rhythm: z.enum(RHYTHMS),
  confirms: z.boolean(),
  content: templateContent,
  note: z.string().trim().max(300).default(''),
})

const mistake = z.object({
  part: z.enum(['title', 'addressees', 'note', 'body']),
  at: z.number(),
  line: z.number(),
  column: z.number(),
  sentence: z.string(),
})
export type TemplateMistakeShape = z.infer<typeof mistake>

const keyParam = z.object({ key: templateKey })

export const templateRoutes = defineRoutes({
  listTemplates: {
    method: 'GET',
    path: '/api/bulletin-templates',
    needs: 'bulletin.publish',
    summary: 'The templates of the person’s office: its own, and the ready ones it has not changed.',
    out: z.object({ items: z.array(template), orgName: z.string() }),
  },
  readTemplate: {
    method: 'GET',
    path: '/api/bulletin-templates/:key',
    needs: 'bulletin.publish',
    summary: 'A template with all its versions.',
    params: keyParam,
    out: fullTemplate,
  },
  createTemplate: {
    method: 'POST',
    path: '/api/bulletin-templates',
    needs: 'bulletin.publish',
    summary: 'A template of the office’s own; a text with mistakes is refused with their places.',
    body: saving,
    out: fullTemplate,
  },
  saveTemplate: {
    method: 'PUT',
    path: '/api/bulletin-templates/:key',
    needs: 'bulletin.publish',
    summary: 'A new version of a template; of a ready one the office’s own begins. What was published stays as it was.',
    params: keyParam,
    body: saving.extend({ seenVersion: z.number().int().nullable() }),
    out: fullTemplate,
  },
  retireTemplate: {
    method: 'POST',
    path: '/api/bulletin-templates/:key/retirement',
    needs: 'bulletin.publish',
    summary: 'Takes a template of its own out of use; of a changed ready one the product’s own text is in force again.',
    params: keyParam,
    out: z.object({ items: z.array(template), orgName: z.string() }),
  },
  previewTemplate: {
    method: 'POST',
    path: '/api/bulletin-templates/preview',
    needs: 'bulletin.publish',
    summary:
      'Fills a text in with the figures of any round, past or present; its mistakes where it has some. Nothing is kept.',
    body: z.object({
      roundId: z.number().int().positive(),
      name: z.string().max(60),
      rhythm: z.enum(RHYTHMS),
      content: templateContent,
    }),
    out: z.object({ mistakes: z.array(mistake), bulletin: bulletin.nullable() }),
    unrecorded: 'computes and writes nothing',
    readsOnly: true,
  },
  readTemplateWords: {
    method: 'GET',
    path: '/api/bulletin-template-words',
    needs: 'bulletin.publish',
    summary: 'All that may stand between {{ and }}: figures, words, lists, conditions, with an example of each.',
    out: z.object({
      groups: z.array(
        z.object({ title: z.string(), items: z.array(z.object({ insert: z.string(), means: z.string() })) }),
      ),
    }),
  },
})
