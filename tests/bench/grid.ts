import { existsSync } from 'node:fs'
import { chromium, type Page } from 'playwright-core'
import { signedIn } from './load.ts'

// what runs in the page; the bench itself is compiled without a browser's types
declare const document: any
declare const MutationObserver: any
declare const requestAnimationFrame: (drawn: (now: number) => void) => number

const CHROMIUM = '/usr/bin/chromium'
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const SCROLLED_MS = 4_000
const JUMPS = 12

/** The ledger's grid in a browser: milliseconds, and frames a second while the wheel turns. */
export type GridMeasured = {
  rows: number
  /** From asking for the order of all rows until the first rows are drawn, and how much of it the server took. */
  firstRows: number
  answered: number
  framesPerSecond: number
  /** The longest of a hundred frames but five. */
  p95Frame: number
  /** The scroll bar drawn somewhere else, until the rows there are drawn. */
  jump: number
  /** The same sorted by another column. */
  sorted: number
}

/** Opens the grid as somebody signed in and scrolls through it. Null without chromium. */
export async function measureGrid(port: number, username: string, password: string): Promise<GridMeasured | null> {
  if (!existsSync(CHROMIUM)) return null
  const { headers } = await signedIn(port, username, password)
  const [name, value] = headers.cookie!.split('=') as [string, string]
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET })
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/' }])
    const page = await context.newPage()
    await page.addInitScript(watchFirstRows)
    const first: { asked: number; answered: number; drawn: number }[] = []
    // the first time the scripts are compiled
    for (let round = 0; round < 4; round++) {
      await page.goto(`http://127.0.0.1:${port}/projects`, { waitUntil: 'commit' })
      await page.locator('.gd-row .gd-frozen').first().waitFor()
      if (round > 0) first.push(await page.evaluate(readFirstRows))
    }
    const { asked, answered, drawn } = first.sort((a, b) => a.drawn - a.asked - (b.drawn - b.asked))[1]!
    const rows = Number(await page.locator('.gd-scroll').getAttribute('aria-rowcount')) - 1
    const frames = (await page.evaluate(scrollDown, SCROLLED_MS)).sort((a, b) => a - b)
    const jumps: number[] = []
    for (let nth = 1; nth <= JUMPS; nth++) jumps.push(await page.evaluate(jumpTo, nth / (JUMPS + 1)))
    return {
      rows,
      firstRows: drawn - asked,
      answered: answered - asked,
      framesPerSecond: (frames.length * 1000) / frames.reduce((sum, frame) => sum + frame, 0),
      p95Frame: frames[Math.floor(frames.length * 0.95)]!,
      jump: jumps.sort((a, b) => a - b)[Math.floor(JUMPS / 2)]!,
      sorted: await sortAnew(page),
    }
  } finally {
    await browser.close()
  }
}

async function sortAnew(page: Page): Promise<number> {
  await page.getByRole('button', { name: /^总投资：/ }).click()
  const before = await page.locator('.gd-row .gd-frozen').first().innerText()
  const began = performance.now()
  await page.getByRole('menuitemcheckbox', { name: '由大到小' }).click()
  await page.waitForFunction((text) => document.querySelector('.gd-row .gd-frozen')?.textContent !== text, before)
  return performance.now() - began
}

/** In the page: when the first rows are there. */
function watchFirstRows(): void {
  const watch = new MutationObserver(() => {
    if (!document.querySelector('.gd-row .gd-frozen span:not(.gd-placeholder)')) return
    watch.disconnect()
    requestAnimationFrame(() => performance.mark('first-rows'))
  })
  watch.observe(document, { subtree: true, childList: true })
}

async function readFirstRows(): Promise<{ asked: number; answered: number; drawn: number }> {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  const asking = performance.getEntriesByType('resource').find(({ name }) => name.includes('/api/ledger-grid?')) as any
  const drawn = performance.getEntriesByName('first-rows')[0]!.startTime
  return { asked: asking.startTime, answered: asking.responseEnd, drawn }
}

/** In the page: turns the wheel, three rows a frame, and answers how long each frame took. */
function scrollDown(milliseconds: number): Promise<number[]> {
  const box = document.querySelector('.gd-scroll')!
  const frames: number[] = []
  return new Promise((done) => {
    const began = performance.now()
    let last = began
    const step = (now: number) => {
      frames.push(now - last)
      last = now
      box.scrollTop += 96
      if (now - began < milliseconds) requestAnimationFrame(step)
      else done(frames.slice(1))
    }
    requestAnimationFrame(step)
  })
}

/** In the page: draws the scroll bar to a share of the whole; answers after how long no row in sight is a placeholder. */
function jumpTo(share: number): Promise<number> {
  const box = document.querySelector('.gd-scroll')!
  const began = performance.now()
  box.scrollTop = share * (box.scrollHeight - box.clientHeight)
  return new Promise((done) => {
    const look = () => {
      const isThere = performance.now() - began > 20 && !box.querySelector('.gd-placeholder')
      if (isThere) done(performance.now() - began)
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}
