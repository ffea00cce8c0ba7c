import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { button, confirm, dialog, read, says } from './on-screen.ts'

// A county asks on a project's page, the city decides on its own; a list is opened, filled from pasted names, and adds up both ways.

let theatre: Theatre
let county: Page
let city: Page
let project: { id: number; name: string }
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => NOW)
  county = await theatre.open()
  city = await theatre.open()
  await theatre.signIn(county, 'nanping', DEMO_PASSWORD)
  await theatre.signIn(city, 'office', DEMO_PASSWORD)
  await county.goto(`${theatre.address}/projects`)
  const { items } = await read(
    county,
    '/api/projects?stage=underConstruction&priority=false&limit=1&sort=name&order=asc',
  )
  project = items[0]
})
afterAll(async () => await theatre?.close())
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  await picture(county, 'failed-libraries-county')
  await picture(city, 'failed-libraries-city')
})

test('the county proposes on the project’s page', async () => {
  await county.goto(`${theatre.address}/projects/${project.id}`)
  await button(county, '提出调整').click()
  const form = dialog(county)
  await form.getByLabel(/办理事项/).selectOption({ label: '停工' })
  await form.getByLabel(/理由/).fill('施工单位更换')
  await confirm(county, '提出1项')
  await says(county, '有一项“停工”等待决定')
  expect(await button(county, '提出调整').count()).toBe(0)
})

test('the city approves it among what waits; the ledger has changed', async () => {
  await city.goto(`${theatre.address}/libraries?tab=decisions`)
  const line = city.getByRole('row').filter({ hasText: project.name })
  await button(line, '同意').click()
  await dialog(city).getByLabel('意见').fill('同意，复工前须报安全方案')
  await confirm(city, '同意')
  await line.waitFor({ state: 'detached' })
  expect((await read(city, `/api/projects/${project.id}`)).stage).toBe('suspended')
  await county.reload()
  await says(county, '同意，复工前须报安全方案')
})

test('the county takes it back by the counter-move, not by deleting', async () => {
  await button(county, '反向调整').click()
  const form = dialog(county)
  expect(await form.getByLabel(/办理事项/).inputValue()).toBe('resumption')
  await form.getByLabel(/理由/).fill('新施工单位已进场')
  await confirm(county, '提出1项')
  await says(county, '有一项“复工”等待决定')
})

test('a list is opened with its source and filled from pasted names', async () => {
  await city.goto(`${theatre.address}/libraries`)
  await button(city, '新建清单').click()
  const form = dialog(city)
  await form.getByLabel(/清单名称/).fill('百日攻坚清单')
  await form.getByLabel(/发布单位/).fill('市重点办')
  await form.getByLabel('文号').fill('云重点办〔2026〕2号')
  await button(form, '保存').click()
  await city.getByRole('heading', { name: '2026年百日攻坚清单' }).waitFor()
  await button(city, '列入项目').first().click()
  const panel = dialog(city)
  await panel.getByLabel(/项目名称或代码/).fill(`1、${project.name}\n（2）玉米淀粉糖\n没有这样的东西`)
  await button(panel, '核对').click()
  await says(panel, '共 3 行：可列入 1 个')
  await panel.getByLabel('（2）玉米淀粉糖').selectOption({ index: 1 })
  await button(panel, '列入2个项目').click()
  await panel.waitFor({ state: 'detached' })
  await says(city, '合计 2个')
})

test('one of its projects is taken off and stays on record', async () => {
  await city.getByRole('row').filter({ hasText: project.name }).getByRole('checkbox').check()
  await button(city, '移出清单').click()
  await dialog(city)
    .getByLabel(/移出原因/)
    .fill('停工，待复工后再列')
  await confirm(city, '移出清单')
  await says(city, '已移出的项目')
  await says(city, '停工，待复工后再列')
})

test('the lists add up both ways, and a figure opens the projects it counts', async () => {
  await city.goto(`${theatre.address}/libraries`)
  const { added, distinct } = await read(city, '/api/rosters')
  expect(added.projects).toBeGreaterThan(distinct.projects)
  await says(city, `各清单合计 ${added.projects} 个（项目计入各自清单），去重后 ${distinct.projects} 个`)
  const { libraries } = await read(city, '/api/library-overview')
  await city.getByRole('row').filter({ hasText: '竣工库' }).click()
  await says(city, `共${libraries[2].projects}个项目`)
})
