import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { ALL_ROUTES } from './all-routes.ts'
import { expectKept } from './kept-document.ts'
import { openApiFaults } from './openapi-faults.ts'

let stage: Stage
let document: any
beforeAll(async () => {
  stage = await openStage()
  document = (await stage.as(null).get('/api/openapi.json')).body
})
afterAll(async () => await stage?.close())

/** The operation of a route: `:id` of the contract is `{id}` here. */
const operationOf = (path: string, method: string) =>
  document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]

describe('the API document', () => {
  test('is OpenAPI 3.1 without a fault', () => {
    expect(openApiFaults(document)).toEqual([])
  })

  test('a fault would be found', () => {
    const broken = structuredClone(document)
    delete broken.paths['/api/me'].get.summary
    broken.paths['/api/projects/{id}'].get.parameters[0].required = false
    broken.paths['/api/wall'].get.responses['4XX'].$ref = '#/components/responses/Nobody'
    expect(openApiFaults(broken)).toHaveLength(3)
  })

  test('holds exactly the routes of the contracts, and asks for sign-in where they do', () => {
    const described = Object.values(document.paths).flatMap((item) => Object.keys(item as object)).length
    expect(described).toBe(ALL_ROUTES.length)
    for (const { method, path, needs, summary } of ALL_ROUTES) {
      const operation = operationOf(path, method)
      expect(operation?.summary, `${method} ${path}`).toBe(summary)
      expect(operation.security).toEqual(
        ['public', 'doorway', 'founding'].includes(needs) ? [] : [{ session: [] }, { token: [] }],
      )
    }
  })

  test('an upload is a form with a file, a download is a file', () => {
    for (const { method, path, upload, download } of ALL_ROUTES) {
      const operation = operationOf(path, method)
      if (upload) {
        const { schema } = operation.requestBody.content['multipart/form-data']
        expect([schema.properties.file.type, schema.required]).toEqual(['string', ['file']])
        expect(schema.properties.file.contentMediaType).toBe('application/octet-stream')
      }
      if (download) expect(Object.keys(operation.responses['200'].content)).toEqual([download])
    }
  })

  test('docs/api/openapi.json is what the product answers', () => {
    expectKept('docs/api/openapi.json', `${JSON.stringify(document, null, 1)}\n`)
  })
})
