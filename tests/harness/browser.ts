import { mkdirSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { openProduct, type Product, type ProductOptions } from '#app/product.ts'
import type { TestDatabase } from './cluster.ts'
import { SECRETS } from './product.ts'

/** Debian's chromium, as root and without a word to the outside. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=zh-CN',
]

export type Screen = 'phone' | 'desk' | 'wall'
const SIZES: Record<Screen, { width: number; height: number }> = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
  wall: { width: 3840, height: 2160 },
}

/** A provider to sign in with knows the address beforehand, and so its port is chosen. */
type Further = { port?: number; oidc?: ProductOptions['oidc'] }

/** The built product on a port of its own, and a browser. */
export type Theatre = {
  address: string
  product: Product
  /**
   * A page of somebody's own browser profile; its clock begins where the product's stands and runs on. Errors of the page, refused
   * scripts and answers from 500 upwards fail the test at `close`.
   */
  open: (screen?: Screen) => Promise<Page>
  signIn: (page: Page, username: string, password: string) => Promise<void>
  close: () => Promise<void>
}

export async function openTheatre(database: TestDatabase, now?: () => Date, further: Further = {}): Promise<Theatre> {
  const { port: wanted = 0, oidc = null } = further
  const product = await openProduct({
    appUrl: database.appUrl,
    secrets: SECRETS,
    oidc,
    ...(now ? { now } : {}),
    connections: 6,
  })
  await product.http.listen({ port: wanted, host: '127.0.0.1' })
  const { port } = product.http.server.address() as { port: number }
  const address = `http://127.0.0.1:${port}`
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS })
  const contexts: BrowserContext[] = []
  const complaints: string[] = []
  const open = async (screen: Screen = 'desk'): Promise<Page> => {
    const context = await browser.newContext({
      viewport: SIZES[screen],
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    contexts.push(context)
    if (now) await context.clock.install({ time: now() })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    page.on('response', (response) => {
      if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`)
    })
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text())
    })
    return page
  }
  return {
    address,
    product,
    open,
    signIn: async (page, username, password) => await signIn(page, address, { username, password }),
    close: async () => {
      for (const context of contexts) await context.close()
      await browser.close()
      await product.close()
      await database.drop()
      if (complaints.length > 0) throw new Error(`the pages complained:\n${complaints.join('\n')}`)
    },
  }
}

async function signIn(page: Page, address: string, who: { username: string; password: string }): Promise<void> {
  await page.goto(`${address}/sign-in`)
  await page.getByLabel('用户名').fill(who.username)
  await page.getByLabel('密码').first().fill(who.password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

/** Keeps a picture for looking at, where GUATU_SCREENSHOTS names a folder; tests never compare pixels. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.GUATU_SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png` })
}
