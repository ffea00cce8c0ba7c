type Json = Record<string, unknown>
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** What in a document is not OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0) or not of this house; empty when all is well. */
export function openApiFaults(document: Json): string[] {
  const faults: string[] = []
  if (!/^3\.1\.\d+$/.test(String(document.openapi))) faults.push(`openapi is ${document.openapi}`)
  const info = document.info as Json
  if (!info?.title || !info?.version) faults.push('info needs title and version')
  const seen = new Set<string>()
  for (const [path, item] of Object.entries(document.paths as Json)) {
    if (!path.startsWith('/api/')) faults.push(`${path} lies outside /api`)
    for (const [method, operation] of Object.entries(item as Json)) {
      const name = `${method} ${path}`
      if (!METHODS.includes(method)) faults.push(`${name}: no such method`)
      faults.push(...operationFaults(operation as Json, { name, path, seen, document }))
    }
  }
  return [...faults, ...referenceFaults(document, document, '#')]
}

type Place = { name: string; path: string; seen: Set<string>; document: Json }

function operationFaults(operation: Json, { name, path, seen, document }: Place): string[] {
  const faults: string[] = []
  const id = String(operation.operationId)
  if (!/^[a-z]\w+$/i.test(id) || seen.has(id)) faults.push(`${name}: operationId ${id}`)
  seen.add(id)
  if (!/^[A-Z].+\.$/s.test(String(operation.summary))) faults.push(`${name}: summary`)
  if (Object.keys(operation).some((key) => key.startsWith('x-'))) faults.push(`${name}: an extension is left`)
  faults.push(...securityFaults(operation.security, document).map((fault) => `${name}: ${fault}`))
  faults.push(...parameterFaults(operation.parameters as Json[] | undefined, path).map((fault) => `${name}: ${fault}`))
  const responses = (operation.responses ?? {}) as Record<string, Json>
  const codes = Object.keys(responses)
  if (!codes.some((code) => /^2\d\d$|^302$/.test(code))) faults.push(`${name}: no answer of success`)
  if (codes.some((code) => !/^([1-5]\d\d|[1-5]XX|default)$/.test(code))) faults.push(`${name}: response ${codes}`)
  for (const [code, response] of Object.entries(responses)) {
    if (!response.$ref && !response.description) faults.push(`${name}: ${code} without description`)
  }
  const content = (operation.requestBody as Json | undefined)?.content as Record<string, Json> | undefined
  if (operation.requestBody && !Object.values(content ?? {}).every(({ schema }) => schema))
    faults.push(`${name}: body without schema`)
  return faults
}

function securityFaults(security: unknown, document: Json): string[] {
  if (!Array.isArray(security)) return ['security is not said']
  const schemes = Object.keys((document.components as Record<string, Json>).securitySchemes ?? {})
  return security
    .flatMap((one) => Object.keys(one as Json))
    .filter((scheme) => !schemes.includes(scheme))
    .map((scheme) => `no scheme ${scheme}`)
}

function parameterFaults(parameters: Json[] = [], path: string): string[] {
  const faults: string[] = []
  const inPath = parameters.filter((parameter) => parameter.in === 'path')
  const named = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)
  if (path.includes(':')) faults.push('the path is not a template')
  if (String(inPath.map(({ name }) => name).sort()) !== String([...named].sort()))
    faults.push(`path parameters are not ${named}`)
  if (inPath.some(({ required }) => required !== true)) faults.push('a path parameter is optional')
  const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
  if (new Set(keys).size < keys.length) faults.push('a parameter twice')
  if (parameters.some(({ schema, content }) => !schema && !content)) faults.push('a parameter without schema')
  return faults
}

/** References that lead nowhere, and words of OpenAPI 3.0 that 3.1 dropped. */
function referenceFaults(value: unknown, document: Json, at: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => referenceFaults(one, document, `${at}/${index}`))
  if (value === null || typeof value !== 'object') return []
  const faults = Object.entries(value).flatMap(([key, one]) => referenceFaults(one, document, `${at}/${key}`))
  const { $ref, nullable } = value as Json
  if (typeof $ref === 'string' && !resolves($ref, document)) faults.push(`${at}: ${$ref} leads nowhere`)
  if (typeof nullable === 'boolean') faults.push(`${at}: nullable is a word of 3.0`)
  return faults
}

function resolves(reference: string, document: Json): boolean {
  let found: unknown = document
  for (const part of reference.replace(/^#\//, '').split('/')) {
    found = (found as Json | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return found !== undefined
}
