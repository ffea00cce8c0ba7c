import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guatu } from '#tests/harness/command-line.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

// The record on the command line: digests, the export, and verifying it where there is no database at all.

let stage: Stage
let folder: string
let file: string
beforeAll(async () => {
  stage = await openStage()
  await stage.signInEverybody()
  folder = mkdtempSync(join(tmpdir(), 'guatu-record-'))
  file = join(folder, 'record.ndjson')
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await stage?.close()
})

const beside = (...args: string[]) =>
  guatu(args, { env: { DATABASE_URL: stage.ownerUrl, GUATU_DATA: join(folder, 'unused') } })
/** Where nobody listens: opening a database would fail. */
const alone = (...args: string[]) => guatu(args, { env: { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' } })

let digestFile: string
beforeAll(async () => {
  const made = await beside('digest', '--json')
  expect([made.status, made.json.digest.since]).toEqual([0, null])
  digestFile = join(folder, 'digest.json')
  writeFileSync(digestFile, made.stdout)
  expect((await beside('record-export', '--out', file)).status).toBe(0)
})

describe('an export', () => {
  test('verifies without a database, with the digest kept outside', async () => {
    const sound = await alone('verify', '--file', file, '--digest-file', digestFile, '--json')
    expect([sound.status, sound.json.ok, sound.json.outside.length]).toEqual([0, true, 1])
    const { hash } = JSON.parse(readFileSync(digestFile, 'utf8'))
    const typed = await alone('verify', '--file', file, '--digest', hash.match(/.{4}/g).join(' '))
    expect([typed.status, typed.stdout]).toEqual([0, expect.stringContaining('与外部保存的')])
  })

  test('changed: the first entry that does not fit is named, status 1', async () => {
    const lines = readFileSync(file, 'utf8').split('\n')
    const index = lines.findIndex((line) => line.startsWith('{"entry"') && JSON.parse(line).entry.seq === 3)
    const { chain } = JSON.parse(lines[index]!).entry
    const forged = join(folder, 'forged.ndjson')
    writeFileSync(forged, lines.with(index, lines[index]!.replace(/"actor":"/, '"actor":"x')).join('\n'))
    const broken = await alone('verify', '--file', forged, '--json')
    expect([broken.status, broken.json.firstBreak.chain, broken.json.firstBreak.seq]).toEqual([1, chain, 3])
    const cut = join(folder, 'cut.ndjson')
    writeFileSync(cut, lines.slice(0, -2).join('\n'))
    const short = await alone('verify', '--file', cut)
    expect([short.status, short.stdout]).toEqual([1, expect.stringContaining('不完整')])
  })

  test('without the digest that was kept: status 1', async () => {
    const unknown = await alone('verify', '--file', file, '--digest', 'ab'.repeat(32), '--json')
    expect([unknown.status, unknown.json.firstBreak.what]).toEqual([1, expect.stringContaining('没有外部保存的摘要')])
  })

  test('wrong usage ends with 2, a missing file with 1', async () => {
    expect((await alone('verify', '--digest', 'ab'.repeat(32))).status).toBe(2)
    expect((await alone('verify', '--file', file, '--digest', 'ab')).status).toBe(2)
    expect((await alone('verify', '--file', join(folder, 'nowhere'))).status).toBe(1)
    expect((await beside('record-export')).status).toBe(2)
  })
})

describe('beside the database', () => {
  test('digest makes what is due, once; verify compares with it; the export is recorded', async () => {
    const { json } = await beside('digest', '--json')
    expect(json).toEqual(JSON.parse(readFileSync(digestFile, 'utf8')))
    const verdict = await beside('verify', '--json')
    expect([verdict.status, verdict.json.digests, verdict.json.last.hash]).toEqual([0, 1, json.hash])
    const { body } = await stage.as('auditor').get('/api/record?action=record.exported')
    expect(body.items[0]).toMatchObject({ actor: 'console', after: { digests: 1 } })
  })
})
