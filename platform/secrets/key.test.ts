import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findInstallationSecrets, openInstallationSecrets } from './key.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'guatu-key-'))
})
afterEach(() => rmSync(data, { recursive: true }))

const KEY = Buffer.alloc(32, 9).toString('base64')
const said: string[] = []
const open = (env: NodeJS.ProcessEnv, inUse: string[] = []) =>
  openInstallationSecrets({ env: { GUATU_DATA: data, ...env }, inUse, log: (line) => said.push(line) })
function refusalOf(env: NodeJS.ProcessEnv, inUse: string[] = []): string {
  try {
    open(env, inUse)
    return 'opened'
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}

describe('the key of an installation', () => {
  test('is made at the first start, for its owner alone, and found again', () => {
    const { keyId } = open({})
    const path = join(data, 'guatu.key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(Buffer.from(readFileSync(path, 'utf8'), 'base64')).toHaveLength(32)
    expect(open({}).keyId).toBe(keyId)
    expect(open({}, [keyId]).keyId).toBe(keyId)
  })

  test('differs from one installation to the next', () => {
    const first = open({}).keyId
    rmSync(join(data, 'guatu.key'))
    expect(open({}).keyId).not.toBe(first)
  })

  test('is taken from GUATU_KEY, or from GUATU_KEY_FILE, without touching the data directory', () => {
    const path = join(data, 'elsewhere.key')
    writeFileSync(path, `${KEY}\n`, { mode: 0o600 })
    expect(open({ GUATU_KEY: KEY }).keyId).toBe(open({ GUATU_KEY_FILE: path }).keyId)
    expect(() => statSync(join(data, 'guatu.key'))).toThrow()
  })

  test.each([
    ['too short', { GUATU_KEY: Buffer.alloc(16).toString('base64') }, 'GUATU_KEY 应为32字节'],
    ['no base64', { GUATU_KEY: '密'.repeat(43) }, 'GUATU_KEY 应为32字节'],
    ['hex', { GUATU_KEY: 'ab'.repeat(32) }, 'GUATU_KEY 应为32字节'],
    ['a file that is not there', { GUATU_KEY_FILE: '/nowhere/guatu.key' }, '没有密钥文件 /nowhere/guatu.key'],
  ])('%s: said at the start', (_, env, sentence) => {
    expect(refusalOf(env)).toContain(`StartError: ${sentence}`)
  })

  test('a file that others may read, or that is a folder: said at the start', () => {
    const path = join(data, 'open.key')
    writeFileSync(path, KEY)
    chmodSync(path, 0o644)
    expect(refusalOf({ GUATU_KEY_FILE: path })).toContain(`chmod 600 ${path}`)
    const folder = join(data, 'folder.key')
    mkdirSync(folder, { mode: 0o700 })
    expect(refusalOf({ GUATU_KEY_FILE: folder })).toContain('StartError: 读不了密钥文件')
  })

  test('one that is not what the database was sealed with, or is gone: said at the start, and none is made', () => {
    expect(refusalOf({ GUATU_KEY: KEY }, ['0badc0de'])).toContain('StartError: 系统密钥与数据库中加密内容所用的不一致')
    expect(refusalOf({}, ['0badc0de'])).toContain('StartError: 系统密钥与数据库中加密内容所用的不一致')
    expect(() => statSync(join(data, 'guatu.key'))).toThrow()
  })

  test('lost for good: GUATU_KEY_LOST=1 starts and says what has to be set up anew', () => {
    expect(open({ GUATU_KEY_LOST: '1' }, ['0badc0de']).keyId).toMatch(/^[0-9a-f]{8}$/)
    expect(said.at(-1)).toContain('重新设置')
  })

  test('the console finds the key that is there and makes none', () => {
    const find = (env: NodeJS.ProcessEnv) =>
      findInstallationSecrets({ env: { GUATU_DATA: data, ...env }, inUse: [], log: (line) => said.push(line) })
    expect(find({})).toBeNull()
    expect(() => statSync(join(data, 'guatu.key'))).toThrow()
    expect(find({ GUATU_KEY: KEY })?.keyId).toBe(open({ GUATU_KEY: KEY }).keyId)
    const { keyId } = open({})
    expect(find({})?.keyId).toBe(keyId)
  })
})
