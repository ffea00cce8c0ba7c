import * as z from 'zod'
import type { Route } from '#platform/http/contract.ts'
import { type Answered, type Caller, multipart } from '#tests/harness/product.ts'

/** Values for names that mean a row: `:id` by the route's noun, body fields by their own name. */
export type Numbers = Record<string, number>

type Schema = {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  maxItems?: number
  minLength?: number
  pattern?: string
  format?: string
  minimum?: number
}

/** The smallest valid request of a route, made from its contract, about the rows of `numbers`. */
export async function call(caller: Caller, route: Route, numbers: Numbers): Promise<Answered> {
  const url = addressOf(route, numbers)
  if (route.upload) {
    const { payload, headers } = multipart('样.png', new Uint8Array([1, 2, 3]))
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
  return asked.length === 0 ? path : `${path}?${new URLSearchParams(asked)}`
}

/** `projects` → `projectId`, `accounts` → `accountId`. */
function nounOf(collection: string): string {
  return `${collection.replace(/s$/, '')}Id`
}

const FIXED: Record<string, string> = { year: '2026', figureId: 'region.completedYtd' }

function jsonSchema(schema: z.ZodType): Schema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
}

const TEXTS = ['测试文字测试文字测试', '1', '50', '2026-12', '2026-12-25', '2026', '2026-W40', '2026-12-30T00:00:00Z']

function sample(schema: Schema, name: string, numbers: Numbers): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf.find(({ type }) => type !== 'null') ?? schema.anyOf[0]!, name, numbers)
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
