import fc from 'fast-check'
import type { Schema } from '#tests/access/sample-input.ts'

/** Row numbers that exist, by the name under which a request gives them. */
export type Numbers = Record<string, number>

/**
 * Values of a contract's JSON Schema, mostly valid: what is named like a row mostly names one that is there. Contracts refuse more than
 * JSON Schema can say (a week that does not exist), so some of these are refused, which is as good.
 */
export function valuesOf(schema: Schema, name: string, numbers: Numbers): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => valuesOf(choice, name, numbers)))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object') return objectsOf(schema, numbers)
  if (type === 'array') return arraysOf(schema, name, numbers)
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'integer') return integersOf(schema, name, numbers)
  if (type === 'number') return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true })
  if (type === 'string') return textsOf(schema)
  return fc.oneof(fc.nat(), fc.string(), fc.jsonValue())
}

function objectsOf(schema: Schema, numbers: Numbers): fc.Arbitrary<unknown> {
  if (typeof schema.additionalProperties === 'object') {
    return fc.dictionary(
      fc.string({ minLength: 1, maxLength: 12 }),
      valuesOf(schema.additionalProperties, '', numbers),
      {
        maxKeys: 3,
      },
    )
  }
  const properties = Object.entries(schema.properties ?? {})
  const fields = Object.fromEntries(properties.map(([name, one]) => [name, valuesOf(one, name, rowsIn(name, numbers))]))
  const required = properties.map(([name]) => name).filter((name) => schema.required?.includes(name))
  return fc.record(fields, { requiredKeys: required, noNullPrototype: true })
}

/** Inside `reports` and `rows` an `id` is a report's. */
function rowsIn(name: string, numbers: Numbers): Numbers {
  return (name === 'reports' || name === 'rows') && numbers.reportId ? { ...numbers, id: numbers.reportId } : numbers
}

function arraysOf({ items, minItems = 0, maxItems }: Schema, name: string, numbers: Numbers): fc.Arbitrary<unknown> {
  const maxLength = Math.min(maxItems ?? 3, Math.max(minItems, 3))
  return fc.array(valuesOf(items ?? {}, name.replace(/s$/, ''), numbers), { minLength: minItems, maxLength })
}

function integersOf(schema: Schema, name: string, numbers: Numbers): fc.Arbitrary<number> {
  const min = schema.minimum ?? (schema.exclusiveMinimum === undefined ? -1000 : schema.exclusiveMinimum + 1)
  const any = fc.integer({
    min: Math.max(min, -2_147_483_648),
    max: Math.min(schema.maximum ?? 100_000, 2_147_483_647),
  })
  const known = numbers[name]
  if (known !== undefined) return fc.oneof({ weight: 5, arbitrary: fc.constant(known) }, { weight: 1, arbitrary: any })
  // a row's version and the like: the first ones are those that are met
  return fc.oneof(fc.integer({ min: Math.max(min, 1), max: Math.min(schema.maximum ?? 3, Math.max(min, 3)) }), any)
}

const PLAUSIBLE = [
  '测试文字',
  'office',
  'eastSpare',
  'a-long-test-password',
  '2026-10',
  '2026-10-25',
  '100',
  '0.5',
  'project',
  'https://example.invalid/hook',
]

function textsOf({ pattern, format, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time') {
    const range = { min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }
    return fc.date(range).map((date) => date.toISOString())
  }
  if (pattern) return matching(pattern)
  const any = fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) })
  const fitting = PLAUSIBLE.filter((text) => text.length >= minLength && text.length <= maxLength)
  return fitting.length > 0 ? fc.oneof(fc.constantFrom(...fitting), any) : any
}

/** fast-check cannot write texts for every pattern (look-ahead, properties of Unicode): then any text, which is refused. */
function matching(pattern: string): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(new RegExp(pattern))
  } catch {
    return fc.string({ minLength: 1, maxLength: 20 })
  }
}
