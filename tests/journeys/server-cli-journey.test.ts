import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleRounds } from '#capabilities/race/sample-round.ts'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { docxParts } from '#platform/word/reading-docx.ts'
import { expectRefusal, guatu as runGuatu } from '#tests/harness/command-line.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

// The command line beside a running product, on the same database. Status 0 done, 1 refused, 2 wrong usage.

let stage: Stage
let folder: string
beforeAll(async () => {
  stage = await openStage()
  folder = mkdtempSync(join(tmpdir(), 'guatu-cli-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await stage?.close()
})

const guatu = async (...args: string[]) =>
  await runGuatu(args, { env: { DATABASE_URL: stage.ownerUrl, GUATU_DATA: join(folder, 'unused') } })

const HEADINGS = ['序号', '县区', '项目名称', '建设单位', '总投资', '2026年计划投资']

async function aFile(name: string, rows: (string | number)[][]): Promise<string> {
  const columns = HEADINGS.map(() => ({ kind: 'auto' as const }))
  const headerRows = [['2026年重点项目台账'], ['单位：亿元'], HEADINGS]
  const path = join(folder, name)
  writeFileSync(path, await workbookBytes([{ name: '台账', columns, headerRows, rows }]))
  return path
}

describe('import', () => {
  const KNOWN = [[1, '东县', '命令行项目', '甲公司', 1.5, 0.5]]
  const UNKNOWN = [[1, '北县', '北县项目', '乙公司', 2, 1]]

  test('writes a file that asks nothing and answers with what it read', async () => {
    const path = await aFile('已知.xlsx', KNOWN)
    const { status, json } = await guatu('import', path, '--json')
    expect(status).toBe(0)
    expect([json.written, json.summary]).toEqual([
      true,
      { added: 1, changed: 0, unchanged: 0, missing: 0, rejected: 0 },
    ])
    const { items } = (await stage.as('office').get('/api/projects')).body
    expect(items.map(({ name, totalInvestment, annualPlan }: any) => [name, totalInvestment, annualPlan])).toEqual([
      ['命令行项目', '15000', '5000'],
    ])
    const again = await guatu('import', path, '--json')
    expect([again.status, again.json.written, again.json.summary.unchanged]).toEqual([0, false, 1])
  })

  test('open questions: nothing is written, status 1; answered with --create-organisations: written', async () => {
    const path = await aFile('未知.xlsx', UNKNOWN)
    const open = await guatu('import', path, '--json')
    expect([open.status, open.json.written, open.json.questions.map(({ code }: any) => code)]).toEqual([
      1,
      false,
      ['organisation-unknown'],
    ])
    const spoken = await guatu('import', path)
    expect([spoken.status, spoken.stdout.includes('需要回答')]).toEqual([1, true])
    expect((await stage.as('office').get('/api/projects')).body.total).toBe(1)
    const done = await guatu('import', path, '--json', '--create-organisations')
    expect([done.status, done.json.written]).toEqual([0, true])
    expect((await stage.as('office').get('/api/projects')).body.total).toBe(2)
  })

  test('a trial run writes nothing', async () => {
    const path = await aFile('试读.xlsx', [[1, '西县', '试读项目', '丙公司', 1, 1]])
    const { status, json } = await guatu('import', path, '--dry-run', '--json')
    expect([status, json.written, json.summary.added]).toEqual([0, false, 1])
    expect((await stage.as('office').get('/api/projects')).body.total).toBe(2)
  })

  test('what is no ledger, or is not there, is refused with a sentence', async () => {
    const broken = join(folder, '坏.xlsx')
    writeFileSync(broken, 'PK not a zip')
    expectRefusal(await guatu('import', broken))
    expectRefusal(await guatu('import', join(folder, '没有.xlsx')))
    expectRefusal(await guatu('import', folder))
    const told = await guatu('import', join(folder, '没有.xlsx'), '--json')
    expect([told.status, Object.keys(told.json)]).toEqual([1, ['error']])
  })

  test('in the name of somebody: only what they may', async () => {
    const path = await aFile('代人.xlsx', [[1, '东县', '代人项目', '丁公司', 1, 1]])
    expectRefusal(await guatu('import', path, '--as', 'reporter'))
    expectRefusal(await guatu('import', path, '--as', 'nobody'))
    const written = await guatu('import', path, '--as', 'countyOffice', '--json')
    expect([written.status, written.json.written]).toEqual([0, true])
  })
})

describe('export and bulletin', () => {
  test('the exported ledger imports back to no change', async () => {
    const out = join(folder, '台账.xlsx')
    const { status, json } = await guatu('export', '--out', out, '--json')
    expect([status, json.bytes]).toEqual([0, readFileSync(out).length])
    const back = await guatu('import', out, '--json')
    expect([back.status, back.json.summary]).toEqual([
      0,
      { added: 0, changed: 0, unchanged: 3, missing: 0, rejected: 0 },
    ])
  })

  test('no locked round: a sentence; then the latest one as a Word file', async () => {
    const out = join(folder, '通报.docx')
    expectRefusal(await guatu('bulletin', '--round', 'latest', '--out', out))
    const { roundId } = await sampleRounds(stage.as('office'), stage.orgs).aRankedRound('2026-10')
    const { status, json } = await guatu('bulletin', '--round', 'latest', '--out', out, '--json')
    expect([status, json.round]).toEqual([0, roundId])
    expect(docxParts(readFileSync(out)).get('word/document.xml')).toContain('65.4%')
    expectRefusal(await guatu('bulletin', '--round', '99999', '--out', out))
    expectRefusal(await guatu('bulletin', '--round', 'latest', '--out', join(folder, 'no', 'such', 'folder.docx')))
  })
})

describe('checking a text', () => {
  test('what contradicts is named, with status 1; what agrees ends with 0', async () => {
    const [wrong, right] = [join(folder, '错.txt'), join(folder, '对.txt')]
    writeFileSync(wrong, '研发机构30家，其中省级8家、市级12家、自建11家。')
    writeFileSync(right, '研发机构30家，其中省级8家、市级12家、自建10家。')
    const told = await guatu('check', wrong)
    expect([told.status, told.stdout]).toEqual([1, expect.stringContaining('超过合计30家')])
    const { status, json } = await guatu('check', right, '--json')
    expect([status, json.relations[0].status, json.figures.length]).toEqual([0, 'holds', 4])
    expect(json.figures[0]).toMatchObject({ start: 4, end: 6, printed: '30', value: 30, unit: '家', verdict: 'agrees' })
  })

  test('a bulletin of ours, as Word file, contradicts nothing', async () => {
    const { status, json } = await guatu('check', join(folder, '通报.docx'), '--period', '2026-10', '--json')
    expect([json.relations.filter((one: any) => one.status === 'fails'), status]).toEqual([[], 0])
    expect(json.figures.length).toBeGreaterThan(10)
    expect(json.slips).toEqual([])
  })

  test('what is no text is refused', async () => {
    const picture = join(folder, '照片.docx')
    writeFileSync(picture, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]))
    expectRefusal(await guatu('check', picture))
    expectRefusal(await guatu('check', join(folder, '没有.txt')))
  })
})

describe('people and the record', () => {
  test('users are listed', async () => {
    const { status, json } = await guatu('users', '--json')
    expect(status).toBe(0)
    expect(json.users.find(({ username }: any) => username === 'reporter')).toMatchObject({
      displayName: '东县填报员',
      organisation: '东县',
      roles: [{ role: 'reporter', organisation: '东县' }],
      disabled: false,
    })
    expect(JSON.stringify(json)).not.toMatch(/argon2|hash/i)
  })

  test('a token for somebody works on the API, as that person', async () => {
    const { status, json } = await guatu('token', 'create', '--user', 'auditor', '--days', '1', '--json')
    expect(status).toBe(0)
    const headers = { authorization: `Bearer ${json.token}` }
    const me = await stage.product.http.inject({ method: 'GET', url: '/api/me', headers })
    expect([me.statusCode, me.json().username]).toEqual([200, 'auditor'])
    expectRefusal(await guatu('token', 'create', '--user', 'nobody'))
  })

  test('the record of all this verifies; a changed entry is named, status 1', async () => {
    const sound = await guatu('verify', '--json')
    expect([sound.status, sound.json.ok]).toEqual([0, true])
    await sql`alter table record_entry disable trigger user`.execute(stage.owner)
    await stage.owner
      .updateTable('record_entry')
      .set({ actor: 'somebody' })
      .where('chain', '=', 'o1')
      .where('seq', '=', 2)
      .execute()
    const broken = await guatu('verify', '--json')
    expect([broken.status, broken.json.ok, broken.json.firstBreak.seq]).toEqual([1, false, 2])
  })
})

describe('wrong usage', () => {
  test.each([
    [['nonsense']],
    [['import']],
    [['export']],
    [['export', '--out', 'a.pdf']],
    [['bulletin', '--round', 'x', '--out', 'a.docx']],
    [['users', '--unknown']],
    [['token']],
    [['token', 'create', '--user', 'auditor', '--days', '0']],
    [['token', 'create']],
    [['token', 'create', '--user', 'Console']],
    [['check']],
    [['check', 'a.txt', '--period', '上半年']],
  ])('%j ends with 2 and the help', async (args) => {
    const ended = await guatu(...args)
    expect([ended.status, ended.stderr]).toEqual([2, expect.stringMatching(/[\u4e00-\u9fff].*[。：]/)])
    expect([ended.stdout, ended.stderr.includes('用法')]).toEqual(['', true])
  })

  test('no command, and --help, show the help and end with 0', async () => {
    for (const args of [[], ['--help'], ['import', '--help']]) {
      const { status, stdout } = await guatu(...args)
      expect([status, stdout.includes('用法')]).toEqual([0, true])
    }
  })
})
