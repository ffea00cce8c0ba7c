import fc from 'fast-check'
import type { Route } from '#platform/http/contract.ts'
import { FIXED, jsonSchema, nounOf } from '#tests/access/sample-input.ts'
import { type Numbers, valuesOf } from './arbitrary-input.ts'
import { type Change, changes, type Draft } from './hostile-changes.ts'

/** One fuzzed request as data: who sends it, what a good client would send, and what was done to it. */
export type Case = { who: string; draft: Draft; changes: Change[] }

/** What cases are made of: everybody's names, those who may ask a route, and rows that exist. */
export type Ground = { everybody: string[]; mayAsk: (route: Route) => string[]; numbers: Numbers[]; files: string[] }

/** Requests of one route. Half of them come from somebody whose grants carry its permission. */
export function casesOf(route: Route, { everybody, mayAsk, numbers, files }: Ground): fc.Arbitrary<Case> {
  const mine = mayAsk(route)
  const anybody = fc.constantFrom('', ...everybody)
  const who = mine.length > 0 ? fc.oneof(fc.constantFrom(...mine), anybody) : anybody
  const draft = fc.constantFrom(...numbers).chain((rows) => draftsOf(route, rows, files))
  return fc.record({ who, draft, changes }, { noNullPrototype: true })
}

function draftsOf(route: Route, numbers: Numbers, files: string[]): fc.Arbitrary<Draft> {
  const key = fc.option(fc.stringMatching(/^[\w-]{8,20}$/), { freq: 4 })
  return fc
    .record({
      segments: segmentsOf(route, numbers),
      query: route.query ? valuesOf(jsonSchema(route.query), '', numbers) : fc.constant({}),
      body: route.body ? valuesOf(jsonSchema(route.body), '', numbers) : fc.constant(undefined),
      file: route.upload ? fileOf(files) : fc.constant(undefined),
      key,
    })
    .map(
      ({ segments, query, body, file, key }): Draft => ({
        method: route.method,
        segments,
        query: Object.entries(query as object).map(([name, value]): [string, string] => [name, String(value)]),
        headers: key === null ? {} : ({ 'idempotency-key': key } as Record<string, string>),
        ...(body === undefined ? {} : { body }),
        ...(file === undefined ? {} : { file }),
      }),
    )
}

/** The address's parts; a parameter is mostly a row that is there. What `:id` means stands before it. */
function segmentsOf(route: Route, numbers: Numbers): fc.Arbitrary<string[]> {
  const parts = route.path.split('/').slice(1)
  return fc.tuple(
    ...parts.map((part, at) => {
      if (!part.startsWith(':')) return fc.constant(part)
      const name = part === ':id' ? nounOf(parts[at - 1]!) : part.slice(1)
      const known = String(numbers[name] ?? FIXED[name] ?? 1)
      return fc.oneof({ weight: 5, arbitrary: fc.constant(known) }, { weight: 1, arbitrary: fc.nat(2000).map(String) })
    }),
  )
}

const FILE_NAMES = ['样.png', '台账.xlsx', '台账.csv', '旧.xls', 'a"b.png', '../a.xlsx', '', '名'.repeat(300)]

/** Real files, torn ones, and any bytes. */
function fileOf(files: string[]): fc.Arbitrary<{ name: string; bytes: string }> {
  const real = fc.constantFrom(...files)
  const torn = fc.tuple(real, fc.nat(2000)).map(([file, at]) => file.slice(0, Math.floor(at / 4) * 4))
  const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array).toString('base64'))
  return fc.record(
    { name: fc.constantFrom(...FILE_NAMES), bytes: fc.oneof(real, torn, bytes) },
    { noNullPrototype: true },
  )
}
