import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { uploadLedger, writeImport } from './journey-steps.ts'
import { button, confirm, read, says } from './on-screen.ts'

// An office's sheet that nobody laid out for a machine: it is corrected where it stands, and the next one is read at once.

const HEADINGS = ['序号', '县区', '项目名称', '谁来承担', '总投资', '2026年计划投资', '阶段']

/** Sums are in 亿元 although the line above says 万元; a column is called what nobody calls it; a total is called 全市情况. */
async function messy(month: number, more: (string | number | null)[][] = []): Promise<Buffer> {
  const bytes = await workbookBytes([
    {
      name: `${month}月`,
      columns: HEADINGS.map(() => ({ kind: 'auto' as const })),
      headerRows: [],
      rows: [
        [`云川市2026年重点项目推进表`],
        [`截至2026年${month}月30日`, null, null, null, null, null, '单位：万元'],
        HEADINGS,
        [1, '望泽县', '莲湖灌区泵站迁建', '莲湖水务公司', 1.2, 0.5, '在建'],
        [2, '望泽县', '石桥老街修缮', '石桥文旅公司', 0.8, 0.3, '在建'],
        ...more,
        [null, null, '全市情况', null, 2, 0.8, null],
      ],
      merges: [{ top: 0, left: 0, bottom: 0, right: 6 }],
    },
    { name: '填表说明', columns: [{ kind: 'auto' as const }], headerRows: [], rows: [['请按月填报']] },
  ])
  return Buffer.from(bytes)
}

describe('a sheet is corrected where it stands', () => {
  let theatre: Theatre
  let office: Page
  beforeAll(async () => {
    theatre = await openTheatre(await demoDatabase(), () => NOW)
    office = await theatre.open()
    await theatre.signIn(office, 'office', DEMO_PASSWORD)
  })
  afterAll(async () => await theatre?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(office, 'failed-mapping')
  })
  const sheet = () => office.getByRole('grid')
  const inspector = () => office.getByRole('complementary', { name: '读取方式与更正' })
  const column = (name: string) => sheet().getByRole('columnheader', { name: new RegExp(name) })

  test('the sheet is shown with what was understood of it', async () => {
    await uploadLedger(office, { name: '9月.xlsx', buffer: await messy(9) })
    await office.getByRole('tab', { name: '读取方式' }).click()
    await sheet().getByText('莲湖灌区泵站迁建').waitFor()
    expect(await column('D').innerText()).toContain('不作为字段')
    expect(await column('E').innerText()).toContain('总投资')
    await sheet()
      .getByRole('rowheader', { name: /3\s*表头/ })
      .waitFor()
    await picture(office, 'mapping-sheet')
  })

  test('a column, by keyboard: arrows move to its head, Enter opens, a word finds the field', async () => {
    await sheet().getByText('序号', { exact: true }).last().click()
    await sheet().press('ArrowRight')
    await sheet().press('ArrowRight')
    await sheet().press('ArrowRight')
    await sheet().press('Control+ArrowUp')
    await sheet().press('Enter')
    await office.keyboard.type('建设单位')
    await office.keyboard.press('Enter')
    await column('D').getByText('建设单位').waitFor()
    await inspector().getByText('已更正').waitFor()
  })

  test('the unit, at its own cell; and the total, at its row', async () => {
    await sheet().getByText('单位：万元').click()
    await inspector().getByLabel('整张表的金额单位').selectOption('亿元')
    await column('E').getByText('亿元').waitFor()
    await sheet().getByRole('rowheader', { name: /^6/ }).click()
    await button(inspector(), '这是合计行，不导入').click()
    await sheet()
      .getByRole('rowheader', { name: /6\s*合计/ })
      .waitFor()
    const id = Number(/\/imports\/(\d+)/.exec(office.url())?.[1])
    const { difference } = await read(office, `/api/imports/${id}`)
    expect(difference.added.map(({ name, owner, totalInvestment }: any) => [name, owner, totalInvestment])).toEqual([
      ['莲湖灌区泵站迁建', '莲湖水务公司', '12000'],
      ['石桥老街修缮', '石桥文旅公司', '8000'],
    ])
    await picture(office, 'mapping-corrected')
  })

  test('a correction is taken back, and made again', async () => {
    await button(office, /^撤销上一步更正/).click()
    await sheet()
      .getByRole('rowheader', { name: /6\s*新增/ })
      .waitFor()
    await sheet().getByRole('rowheader', { name: /^6/ }).click()
    await button(inspector(), '这是合计行，不导入').click()
    await sheet()
      .getByRole('rowheader', { name: /6\s*合计/ })
      .waitFor()
    await writeImport(office, 'reporter1')
  })

  test('the next month’s file takes all of it over, and says so', async () => {
    await uploadLedger(office, {
      name: '10月.xlsx',
      buffer: await messy(10, [[3, '望泽县', '云溪渡口改造', '云溪航运公司', 0.6, 0.2, '在建']]),
    })
    await office.getByRole('tab', { name: '读取方式' }).click()
    await says(office, /沿用了.*导入“9月.xlsx”时的3项更正/)
    await column('D').getByText('建设单位').waitFor()
    await column('E').getByText('亿元').waitFor()
    await sheet()
      .getByRole('rowheader', { name: /7\s*合计/ })
      .waitFor()
    await picture(office, 'mapping-remembered')
    await button(office, '不再沿用，按原样读取').click()
    await column('D').getByText('不作为字段').waitFor()
  })

  test('on a phone it is the list', async () => {
    const address = office.url()
    const phone = await theatre.open('phone')
    await theatre.signIn(phone, 'office', DEMO_PASSWORD)
    await phone.goto(address)
    await phone.getByRole('tab', { name: '读取方式' }).click()
    await phone.getByRole('heading', { name: '10月', exact: true }).waitFor()
    expect(await phone.getByRole('grid').count()).toBe(0)
    await picture(phone, 'mapping-phone')
  })
})

describe('two entries of one project', () => {
  let theatre: Theatre
  let office: Page
  beforeAll(async () => {
    theatre = await openTheatre(await demoDatabase(), () => NOW)
    office = await theatre.open()
    await theatre.signIn(office, 'office', DEMO_PASSWORD)
  })
  afterAll(async () => await theatre?.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picture(office, 'failed-merging')
  })

  test('are found, compared and merged; the absorbed one leads on; the merge is taken back', async () => {
    const { items: counties } = await read(office, '/api/organisations')
    const [one, two] = counties.filter(({ kind }: any) => kind === 'county')
    const add = async (name: string, orgId: number, more: object) => {
      const answer = await office.request.post(`${theatre.address}/api/projects`, {
        data: { name, orgId, ...more },
        headers: { origin: theatre.address },
      })
      return (await answer.json()).id as number
    }
    const facts = { owner: '云溪航运公司', totalInvestment: '6600' }
    const survivor = await add('云溪客运码头', one.id, facts)
    const absorbed = await add('云溪客运码头建设项目', two.id, { ...facts, site: '云溪镇' })
    await office.goto(`${theatre.address}/duplicates`)
    await button(office, '查找重复').click()
    const pair = office.getByRole('listitem').filter({ hasText: '云溪客运码头建设项目' })
    await pair.getByText('名称相同，建设单位相同，总投资相同').waitFor()
    await picture(office, 'duplicates')
    await pair.getByRole('link', { name: '合并…' }).click()
    await office.getByRole('radio', { name: '云溪镇' }).waitFor()
    expect(await office.getByRole('radio', { name: '云溪镇' }).isChecked()).toBe(true)
    await office.getByLabel(/合并依据/).fill('两县重复申报')
    await picture(office, 'merging')
    await button(office, '合并到“云溪客运码头”').click()
    await office.waitForURL(new RegExp(`/projects/${survivor}`))
    await office.goto(`${theatre.address}/projects/${absorbed}`)
    await says(office, /您打开的“云溪客运码头建设项目”已于.*并入本项目/)
    expect(new URL(office.url()).pathname).toBe(`/projects/${survivor}`)
    await button(office, '撤销合并').click()
    await office.getByLabel(/撤销原因/).fill('误并')
    await confirm(office, '撤销合并')
    await says(office, /已撤销合并/)
    expect((await read(office, `/api/projects/${absorbed}`)).mergedInto).toBeNull()
  })
})
