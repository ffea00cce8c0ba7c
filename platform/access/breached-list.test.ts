import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { isBreached } from './breached-list.ts'
import { weaknessOf } from './password-policy.ts'

const folder = mkdtempSync(join(tmpdir(), 'guatu-breached-'))
afterAll(() => rmSync(folder, { recursive: true }))

const digestOf = (password: string) => createHash('sha1').update(password).digest('hex').toUpperCase()
const leaked = Array.from({ length: 500 }, (_, index) => `leaked-${index}`)
const sorted = leaked.map(digestOf).sort()

function list(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe.each([
  [
    'with line ends of Windows, as it is given out',
    sorted.map((digest, index) => `${digest}:${index * 7919}\r\n`).join(''),
  ],
  ['without a last line end', sorted.map((digest) => `${digest}:3`).join('\n')],
])('a list %s', (name, text) => {
  const path = list(name, text)

  test('finds every one of it, the first and the last included', async () => {
    const missed = []
    for (const password of leaked) if (!(await isBreached(path, password))) missed.push(password)
    expect(missed).toEqual([])
  })

  test('finds nothing else', async () => {
    const found = []
    for (let index = 0; index < 300; index += 1) if (await isBreached(path, `unheard-${index}`)) found.push(index)
    expect(found).toEqual([])
  })
})

test('lists of one line and of none', async () => {
  const one = list('one', `${digestOf('only')}:1\n`)
  expect([await isBreached(one, 'only'), await isBreached(one, 'other')]).toEqual([true, false])
  expect(await isBreached(list('none', ''), 'only')).toBe(false)
})

test('a strong password that leaked is refused; a list that cannot be read lets none through', async () => {
  const strong = 'hongshan-mati-taili'
  const asked = { minimumLength: 10, about: [] }
  expect(await weaknessOf(strong, { ...asked, breachedList: list('strong', `${digestOf(strong)}:1\n`) })).toMatchObject(
    {
      code: 'password_breached',
    },
  )
  await expect(weaknessOf(strong, { ...asked, breachedList: join(folder, 'missing') })).rejects.toMatchObject({
    status: 503,
    code: 'breached_list_unreadable',
  })
})
