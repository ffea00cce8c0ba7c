import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'

// 一项目一表: always exactly one A4 page, whatever stands in the project.

let theatre: Theatre
let office: Page
let ids: number[]
let orgId: number
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => NOW)
  office = await theatre.open()
  await theatre.signIn(office, 'office', DEMO_PASSWORD)
  const list = await office.request.get(`${theatre.address}/api/projects?limit=20&sort=total`)
  ids = (await list.json()).items.map(({ id }: { id: number }) => id)
  const tree = await office.request.get(`${theatre.address}/api/organisations`)
  orgId = (await tree.json()).items.find(({ kind }: { kind: string }) => kind === 'county').id
})
afterAll(async () => await theatre?.close())

async function aProject(fields: object): Promise<number> {
  const answer = await office.request.post(`${theatre.address}/api/projects`, { data: { orgId, ...fields } })
  expect(answer.status()).toBe(200)
  return (await answer.json()).id
}

/** Pages of what the browser would print. */
async function pagesOf(address: string): Promise<number> {
  await office.goto(theatre.address + address)
  await office.locator('.sheet').first().waitFor()
  await office.waitForLoadState('networkidle')
  const pdf = await office.pdf({ preferCSSPageSize: true })
  const sizes = [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)]
  for (const [, width, height] of sizes)
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842])
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page[^s]/g)].length
}

const LONG = '主体结构施工至三层，设备基础浇筑完成百分之七十；'.repeat(90).slice(0, 2000)
const LONG_NAME =
  '年产三十万吨可降解聚合物新材料一体化生产基地及配套公用工程辅助设施和智能仓储物流中心建设项目一期二期三期扩建工程'

test('a project with a name of 60 characters and texts of 2,000 is one page, and says where a text was cut', async () => {
  const texts = { scale: LONG, annualContent: LONG, progressText: LONG, problems: LONG, nextStep: LONG }
  const further = {
    owner: '单位'.repeat(90),
    site: '地点'.repeat(140),
    sponsor: '某'.repeat(60),
    responsibleOrg: '局'.repeat(100),
  }
  const id = await aProject({ name: LONG_NAME.slice(0, 60), ...texts, ...further })
  expect(await pagesOf(`/sheets?projects=${id}`)).toBe(1)
  const shown = await office.locator('.sheet .sheet-text').allInnerTexts()
  expect(shown.filter((text) => text.endsWith('……（未完）')).length).toBe(4)
  const overflowing = await office.evaluate(
    () =>
      [...document.querySelectorAll('.sheet-text, .sheet-row')].filter((one) => one.scrollHeight > one.clientHeight + 1)
        .length,
  )
  expect(overflowing).toBe(0)
  await picture(office, 'sheet-long')
  expect(await pagesOf(`/sheets?projects=${id}&more=1`)).toBeGreaterThan(1)
  await office.getByText('……（全文见续页）').first().waitFor()
  expect((await office.locator('.sheet-more').innerText()).includes(LONG)).toBe(true)
})

test('a project of which nothing is known is one page of an empty form', async () => {
  const id = await aProject({ name: '新项目' })
  expect(await pagesOf(`/sheets?projects=${id}`)).toBe(1)
  expect(await office.locator('.sheet').innerText()).not.toMatch(/null|undefined|NaN/)
})

test('twenty projects are twenty pages, each light a shape and a word', async () => {
  expect(await pagesOf(`/sheets?projects=${ids.join(',')}`)).toBe(ids.length)
  expect(await office.locator('.sheet-light .light-shape').count()).toBe(ids.length)
  expect(await office.locator('.sheet').count()).toBe(ids.length)
})

test('what was ticked in the list is printed', async () => {
  await office.goto(`${theatre.address}/projects`)
  const boxes = office.locator('tbody input[type=checkbox], [role=row] input[type=checkbox]')
  await boxes.first().waitFor()
  await boxes.nth(1).check({ force: true })
  await boxes.nth(2).check({ force: true })
  await office.getByRole('link', { name: '打印一项目一表' }).click()
  await office.locator('.sheet').first().waitFor()
  expect(await office.locator('.sheet').count()).toBe(2)
})

test('projects that are not there are said to be none', async () => {
  await office.goto(`${theatre.address}/sheets?projects=999999`)
  await office.getByText('没有可以打印的项目').waitFor()
})
