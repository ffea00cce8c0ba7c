import * as z from 'zod'
import type { Route } from '#platform/http/contract.ts'
import { type Answered, type Caller, multipart } from '#tests/harness/product.ts'

/** Values for names that mean a row: `:id` by the route's noun, body fields by their own name. */
export type Numbers = Record<string, number>

/** What is used of a JSON Schema made from a contract. */
export type Schema = {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  required?: string[]
  items?: Schema
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
}

/** The beginning of a PNG, which is what kinds of files are told by. */
const PICTURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

/** The smallest valid request of a route, made from its contract, about the rows of `numbers`. */
export async function call(caller: Caller, route: Route, numbers: Numbers): Promise<Answered> {
  const url = addressOf(route, numbers)
  if (route.upload) {
    const { payload, headers } = multipart('样.png', PICTURE)
    return await caller.post(url, payload, headers)
  }
  const body = route.body ? sample(jsonSchema(route.body), '', numbers) : undefined
  if (route.method === 'GET') return await caller.get(url)
  if (route.method === 'DELETE') return await caller.delete(url)
  if (route.method === 'PUT') return await caller.put(url, body)
  if (route.method === 'PATCH') return await caller.patch(url, body)
  return await caller.post(url, body)
}

/** The address with its parameters filled in. What `:id` means stands before it: /api/projects/:id is a project. */
export function addressOf(route: Route, numbers: Numbers): string {
  const path = route.path
    .split('/')
    .map((part, index, parts) => {
      if (!part.startsWith(':')) return part
      const name = part === ':id' ? nounOf(parts[index - 1]!) : part.slice(1)
      return String(numbers[name] ?? FIXED[name] ?? 1)
    })
    .join('/')
  const asked = Object.entries(route.query ? sampleObject(jsonSchema(route.query), {}) : {}) as [string, string][]
  // what stays open would keep whoever asks waiting
  if (route.stream) asked.push(['once', 'true'])
  return asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`
}

/** `projects` → `projectId`, `identities` → `identityId`. */
export function nounOf(collection: string): string {
  return `${collection.replace(/ies$/, 'y').replace(/s$/, '')}Id`
}

/** Parameters that name no row. */
export const FIXED: Record<string, string> = {
  year: '2026',
  date: '2026-10-08',
  figureId: 'region.completedYtd',
  key: 'monthly',
  approvalKind: 'energy',
}

export function jsonSchema(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
}

const TEXTS = [
  '测试文字测试文字测试',
  '1',
  '50',
  '2026-12',
  '2026-12-25',
  '2026',
  '2026-W40',
  '2026-12-30T00:00:00Z',
  'name',
  'A',
  'A1',
]

function sample(schema: Schema, name: string, numbers: Numbers): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return sample(choices.find(({ type }) => type !== 'null') ?? choices[0]!, name, numbers)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object') return sampleObject(schema, numbers)
  if (type === 'array') {
    const one = () => sample(schema.items ?? {}, name.replace(/s$/, ''), numbers)
    return Array.from({ length: schema.minItems ?? 1 }, one)
  }
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return numbers[name] ?? Math.max(schema.minimum ?? 1, 1)
  return TEXTS.find((text) => fits(schema, text)) ?? '测试文字测试文字测试'
}

/** Required properties, and those that name a row. */
function sampleObject(schema: Schema, numbers: Numbers): Record<string, unknown> {
  const wanted = Object.entries(schema.properties ?? {}).filter(
    ([name]) => schema.required?.includes(name) || name in numbers || name.replace(/s$/, '') in numbers,
  )
  return Object.fromEntries(wanted.map(([name, property]) => [name, sample(property, name, rowNumbers(name, numbers))]))
}

/** Inside `reports` and `rows` an `id` is a report's. */
function rowNumbers(name: string, numbers: Numbers): Numbers {
  return name === 'reports' || name === 'rows' ? { ...numbers, id: numbers.reportId ?? 1 } : numbers
}

function fits({ pattern, format, minLength }: Schema, text: string): boolean {
  if (format === 'date-time' && !text.includes('T')) return false
  return text.length >= (minLength ?? 0) && (!pattern || new RegExp(pattern).test(text))
}
