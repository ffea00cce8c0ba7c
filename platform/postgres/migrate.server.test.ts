import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '#tests/harness/cluster.ts'
import { migrate } from './migrate.ts'
import { asOwner } from './owner.ts'

let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await freshDatabase('template1')
  folder = mkdtempSync(join(tmpdir(), 'guatu-migrations-'))
  file('0001_one.sql', 'create table one (a integer);')
})

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

it('applies each file once, in the order of the numbers', async () => {
  file('0010_ten.sql', 'alter table two add b integer;')
  file('0002_two.sql', 'create table two (a integer);')
  expect(await run()).toEqual(['0001_one.sql', '0002_two.sql', '0010_ten.sql'])
  expect(await run()).toEqual([])
  file('0011_more.sql', 'create table more ();')
  expect(await run()).toEqual(['0011_more.sql'])
})

it('applies once when two processes migrate at the same moment', async () => {
  const applied = await Promise.all([run(), run(), run()])
  expect(applied.flat()).toEqual(['0001_one.sql'])
})

it('refuses a file that was changed after it was applied', async () => {
  await run()
  file('0001_one.sql', 'create table one (a bigint);')
  await expect(run()).rejects.toThrow('迁移文件 0001_one.sql 在执行之后被改动过')
})

it('takes a checkout with Windows line ends for the same files', async () => {
  file('0002_two.sql', 'create table two (\n  a integer\n);\n')
  await run()
  file('0002_two.sql', 'create table two (\r\n  a integer\r\n);\r\n')
  expect(await run()).toEqual([])
})

it('refuses a database that is ahead of the code', async () => {
  file('0002_two.sql', 'create table two ();')
  await run()
  rmSync(join(folder, '0002_two.sql'))
  await expect(run()).rejects.toThrow('数据库由更新的版本升级过（0002_two.sql）')
})

it('refuses a number below one that was applied, a number used twice and a name that is none', async () => {
  file('0005_five.sql', 'create table five ();')
  await run()
  file('0003_late.sql', 'create table late ();')
  await expect(run()).rejects.toThrow('0003_late.sql 的编号小于已经执行过的 0005')
  rmSync(join(folder, '0003_late.sql'))
  file('0005_again.sql', 'create table again ();')
  await expect(run()).rejects.toThrow('编号 0005 出现了两次')
  rmSync(join(folder, '0005_again.sql'))
  file('6_short.sql', 'create table short ();')
  await expect(run()).rejects.toThrow('6_short.sql 的名称应为 NNNN_name.sql')
})

it('takes back the whole of a file that fails, keeps those before it, and names the line', async () => {
  file('0002_bad.sql', 'create table half ();\ncreate table one ();')
  await expect(run()).rejects.toThrow(/0002_bad\.sql.*失败.*relation "one" already exists/)
  file('0002_bad.sql', 'create table half ();\nselect nothing from one;')
  await expect(run()).rejects.toThrow('0002_bad.sql（第 2 行）')
  const { rows } = await asOwner(database.ownerUrl, (owner) =>
    owner.query(`select to_regclass('one') is not null as one, to_regclass('half') is not null as half`),
  )
  expect(rows).toEqual([{ one: true, half: false }])
})

function file(name: string, sql: string): void {
  writeFileSync(join(folder, name), sql)
}

function run(): Promise<string[]> {
  return migrate(database.ownerUrl, folder)
}
