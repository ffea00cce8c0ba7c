import Big from 'big.js'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_PASSWORD } from '#app/region.ts'
import { openTheatre, picture, type Theatre } from '#tests/harness/browser.ts'
import { demoDatabase, NOW } from '#tests/harness/product.ts'
import { button, dialog, paste, read, says } from './on-screen.ts'

// The ledger worked as a workbook: by keys, by the clipboard, beside others who do the same.

const COLUMNS = ['name', 'county', 'stage', 'totalInvestment', 'sponsor', 'owner', 'remark'] as const
type Column = (typeof COLUMNS)[number]
const ADDRESS = `/projects?cols=${COLUMNS.join()}&sort=name&order=asc`

let theatre: Theatre
let office: Page
beforeAll(async () => {
  theatre = await openTheatre(await demoDatabase(), () => NOW)
  office = await theatre.open()
  await theatre.signIn(office, 'office', DEMO_PASSWORD)
})
afterAll(async () => await theatre?.close())
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(office, `failed-grid-${task.name}`)
})

async function openGrid(page: Page, address = ADDRESS): Promise<void> {
  await page.goto(theatre.address + address)
  await page.locator('.gd-row .gd-cell').first().waitFor()
}
const cell = (page: Page, line: number, column: Column): Locator =>
  page.locator(`.gd-body [data-line="${line}"][data-column="${COLUMNS.indexOf(column)}"]`)
const holds = async (page: Page, line: number, column: Column, text: string) =>
  await cell(page, line, column)
    .filter({ hasText: new RegExp(`^${text}$`) })
    .and(page.locator(':not(.gd-pending)'))
    .waitFor()
const select = async (page: Page, from: [number, Column], to: [number, Column]) => {
  await cell(page, ...from).click()
  await cell(page, ...to).click({ modifiers: ['Shift'] })
}
/** What stands in the ledger, whatever the screen shows. */
const stored = async (page: Page, line: number) => {
  const order = await read(
    page,
    '/api/ledger-grid?sort=name&order=asc&columns=name,sponsor,owner,remark,stage&first=20',
  )
  return order.first[line] as { id: number; cells: Record<string, string | null> }
}
const post = async (page: Page, path: string, data: unknown) => {
  const answer = await page.request.post(theatre.address + path, { data, headers: { origin: theatre.address } })
  return answer.status()
}

describe('writing', () => {
  beforeAll(async () => await openGrid(office))

  test('Chinese is composed from the first keystroke', async () => {
    await cell(office, 1, 'owner').click()
    const input = await office.context().newCDPSession(office)
    await input.send('Input.imeSetComposition', { text: 'z', selectionStart: 1, selectionEnd: 1 })
    await input.send('Input.imeSetComposition', { text: 'zhongyuan', selectionStart: 9, selectionEnd: 9 })
    await input.send('Input.insertText', { text: '中原建设集团' })
    await office.keyboard.press('Enter')
    await holds(office, 1, 'owner', '中原建设集团')
    await says(office, '已修改1个单元格')
    expect((await stored(office, 1)).cells.owner).toBe('中原建设集团')
  })

  test('a block from another workbook, with a line break in a cell, is one change', async () => {
    await cell(office, 2, 'sponsor').click()
    await paste(office, [
      ['张三', '"甲公司\n第一分公司"', '一'],
      ['李四', '"称""乙""公司"', '二'],
    ])
    await holds(office, 3, 'owner', '称"乙"公司')
    await says(office, '已修改6个单元格（2个项目）')
    expect((await stored(office, 2)).cells).toMatchObject({ sponsor: '张三', owner: '甲公司 第一分公司', remark: '一' })
    const { items } = await read(office, '/api/ledger-edits?limit=1')
    expect(items[0]).toMatchObject({ cells: 6, projects: 2 })
  })

  test('what cannot be written is shown before anything is', async () => {
    await cell(office, 4, 'county').click()
    await paste(office, [
      ['南屏县', '胡说'],
      ['南屏县', '开工'],
    ])
    await says(dialog(office), '有3个单元格不会写入：')
    await says(dialog(office), '请在项目页修改所属单位和园区。')
    await says(dialog(office), /没有这个选项/)
    await button(dialog(office), '取消').click()
    await dialog(office).waitFor({ state: 'detached' })
  })

  test('fill down, and back again by Ctrl+Z, and again by Ctrl+Y', async () => {
    const before = (await stored(office, 4)).cells.remark
    await select(office, [2, 'remark'], [4, 'remark'])
    await office.keyboard.press('Control+D')
    await holds(office, 4, 'remark', '一')
    await office.keyboard.press('Control+Z')
    await says(office, '已撤销')
    await holds(office, 3, 'remark', '二')
    expect((await stored(office, 4)).cells.remark).toBe(before)
    await office.keyboard.press('Control+Y')
    await holds(office, 3, 'remark', '一')
  })

  test('a reason is asked where one is due', async () => {
    await cell(office, 5, 'totalInvestment').click()
    await office.keyboard.type('1.5亿')
    await office.keyboard.press('Enter')
    await dialog(office).getByLabel('修改原因').fill('云发改〔2026〕12号批复')
    await button(dialog(office), '保存').click()
    await holds(office, 5, 'totalInvestment', '15\u2009000\\.00')
  })

  test('copied, it is what a workbook takes', async () => {
    await select(office, [2, 'sponsor'], [3, 'owner'])
    await office.keyboard.press('Control+Shift+C')
    const text = await office.evaluate(async () => await navigator.clipboard.readText())
    expect(text).toBe('包联领导\t建设单位\r\n张三\t甲公司 第一分公司\r\n李四\t"称""乙""公司"')
  })

  test('where nothing can be written, typing says why', async () => {
    await cell(office, 2, 'county').click()
    await office.keyboard.press('x')
    await says(office, '请在项目页修改所属单位和园区。')
  })
})

describe('beside others', () => {
  let other: Page
  beforeAll(async () => {
    other = await theatre.open()
    await theatre.signIn(other, 'office', DEMO_PASSWORD)
    await openGrid(office)
  })
  afterAll(async () => await other.context().close())
  const writeAs = async (page: Page, line: number, field: string, value: string) => {
    const { id, cells } = await stored(page, line)
    expect(
      await post(page, '/api/ledger-edits', { cells: [{ projectId: id, field, seen: cells[field], value }] }),
    ).toBe(200)
  }

  test('what another writes appears', async () => {
    await writeAs(other, 6, 'sponsor', '从别处来')
    await holds(office, 6, 'sponsor', '从别处来')
  })

  test('a cell another has changed meanwhile is never overwritten unseen', async () => {
    await cell(office, 7, 'owner').click()
    await office.keyboard.press('F2')
    await office.keyboard.type('改')
    await writeAs(other, 7, 'owner', '他人写的单位')
    await office.keyboard.press('Enter')
    await says(dialog(office), '有1个单元格已被他人修改')
    await says(dialog(office), '他人写的单位')
    expect((await stored(other, 7)).cells.owner).toBe('他人写的单位')
    await button(dialog(office), '保留对方的修改').click()
    await holds(office, 7, 'owner', '他人写的单位')
    await cell(office, 7, 'owner').click()
    await office.keyboard.type('我写的')
    await writeAs(other, 7, 'owner', '又改了')
    await office.keyboard.press('Enter')
    await button(dialog(office), '全部用我的').click()
    await button(dialog(office), '用我的覆盖1格').click()
    await holds(office, 7, 'owner', '我写的')
    expect((await stored(other, 7)).cells.owner).toBe('我写的')
  })

  test('a project that came stands behind a bar, not between the rows', async () => {
    const first = await cell(office, 0, 'name').innerText()
    const { cells } = (await read(other, '/api/ledger-grid?columns=county&first=1')).first[0]
    const orgId = Number(cells.county.split('|')[0])
    expect(await post(other, '/api/projects', { name: '0000 新来的项目', orgId })).toBe(200)
    await says(office, '有1个项目新增、移除或变动了排序')
    expect(await cell(office, 0, 'name').innerText()).toBe(first)
    await button(office, '更新').click()
    await holds(office, 0, 'name', '0000 新来的项目')
  })
})

describe('looking', () => {
  test('subtotals and totals are the sums of the projects themselves', async () => {
    await openGrid(office, `${ADDRESS}&group=county`)
    const projects = await everyProject(office)
    await office.locator('.gd-pane-frozen .gd-group').first().waitFor()
    const name = await office.locator('.gd-pane-frozen .gd-group b').first().innerText()
    const sum = (rows: typeof projects) =>
      rows.reduce((total, { totalInvestment }) => total.plus(totalInvestment ?? 0), new Big(0))
    const shown = async (line: Locator) => (await line.locator('.gd-end').first().innerText()).replaceAll(/\s/g, '')
    expect(await shown(office.locator('.gd-pane .gd-group').first())).toBe(
      sum(projects.filter(({ countyName }) => countyName === name)).toFixed(2),
    )
    expect(await shown(office.locator('.gd-foot'))).toBe(sum(projects).toFixed(2))
  })

  test('a filter is said in words and goes by a click', async () => {
    await openGrid(office)
    await office.getByRole('button', { name: /^总投资：/ }).click()
    await office.getByRole('menuitem', { name: '筛选' }).click()
    await office.getByLabel('不小于').fill('5亿')
    await button(office, '筛选').last().click()
    const chip = office.getByRole('button', { name: '去掉筛选：总投资 ≥ 50\u2009000 万元' })
    await chip.waitFor()
    const { total } = await read(
      office,
      `/api/projects?${new URL(office.url()).searchParams.toString().replace(/(cols|sort)=[^&]*&?/g, '')}`,
    )
    await says(office, `合计 ${total} 个`)
    await chip.click()
    await chip.waitFor({ state: 'detached' })
  })

  test('a saved view opens again by its link, for whoever has it', async () => {
    await openGrid(office, `${ADDRESS}&group=stage&frozen=2`)
    await office.getByRole('button', { name: /^视图/ }).click()
    await office.getByRole('menuitem', { name: '另存为新视图…' }).click()
    await dialog(office).getByLabel('名称').fill('按阶段看')
    await button(dialog(office), '保存').click()
    await office.locator('.lg-view', { hasText: '按阶段看' }).waitFor()
    const link = office.url()
    await office.goto(`${theatre.address}/desk`)
    await office.goto(link)
    await office.locator('.lg-view', { hasText: '按阶段看' }).waitFor()
    expect(await office.locator('.lg-view em').count()).toBe(0)
    await office.locator('.gd-body .gd-group').first().waitFor()
    // the link tells a leader all of it, though the view itself is the office's own
    const leader = await theatre.open()
    await theatre.signIn(leader, 'leader', DEMO_PASSWORD)
    await leader.goto(link)
    await leader.locator('.gd-body .gd-group').first().waitFor()
    await leader.context().close()
  })

  test('a row is found by the initials of its name', async () => {
    await openGrid(office)
    await cell(office, 0, 'name').click()
    await office.keyboard.press('Control+F')
    await office.getByRole('searchbox', { name: '在表中查找' }).fill('bzhcf')
    await says(office, /第1个，共\d+个/)
    await office.keyboard.press('Escape')
  })

  test('a column of the office’s own: added, filled, dropped, back again', async () => {
    await openGrid(office)
    await button(office, '＋列').click()
    await dialog(office).getByLabel('列名').fill('督办等级')
    await dialog(office).getByLabel('填什么').selectOption('choice')
    await dialog(office).getByLabel('选项').fill('一级、二级')
    await button(dialog(office), '增加').click()
    const own = office.locator(`.gd-body [data-line="1"][data-column="${COLUMNS.length}"]`)
    await own.click()
    await office.keyboard.type('二')
    await office.keyboard.press('Enter')
    await own.filter({ hasText: '二级' }).waitFor()
    await office.getByRole('button', { name: /^督办等级：/ }).click()
    await office.getByRole('menuitemcheckbox', { name: '删除这一列…' }).click()
    await button(dialog(office), '删除这一列').click()
    await says(office, '已删除“督办等级”列，其中1个项目填过')
    await office.locator('.toast', { hasText: '已删除“督办等级”列' }).getByRole('button', { name: '撤销' }).click()
    await says(office, '已恢复“督办等级”列')
    await office.getByRole('button', { name: /^列 \d+$/ }).click()
    await office.getByRole('checkbox', { name: '督办等级' }).click()
    await own.filter({ hasText: '二级' }).waitFor()
    await office.keyboard.press('Escape')
  })

  test('on a phone it is cards', async () => {
    const phone = await theatre.open('phone')
    await theatre.signIn(phone, 'office', DEMO_PASSWORD)
    await phone.goto(`${theatre.address}/projects`)
    await phone.locator('.cards .card b').first().waitFor()
    expect(await phone.locator('.gd-scroll').count()).toBe(0)
    await phone.locator('.cards .card').first().click()
    await dialog(phone).waitFor()
    await phone.context().close()
  })
})

type Listed = { countyName: string | null; totalInvestment: string | null }

/** The projects as the list's own route has them, page by page. */
async function everyProject(page: Page): Promise<Listed[]> {
  const all: Listed[] = []
  for (let cursor = ''; ; ) {
    const { items, next } = await read(page, `/api/projects?sort=name&limit=200${cursor && `&cursor=${cursor}`}`)
    all.push(...items)
    if (!next) return all
    cursor = encodeURIComponent(next)
  }
}
