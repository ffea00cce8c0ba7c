import type { Page } from 'playwright-core'

/** What is wrong with the page as it stands: its frame, its width, and what has no name or no description. */
export async function faultsOf(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const faults: string[] = []
    const shown = (element: Element) => (element as HTMLElement).checkVisibility({ visibilityProperty: true })
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(shown)
    const short = (element: Element) => element.outerHTML.slice(0, 120)
    const root = document.documentElement
    if (!root.lang.startsWith('zh')) faults.push(`lang is “${root.lang}”`)
    if (document.title === '' || document.title === '挂图') faults.push('the title does not say which page this is')
    const titles = all('h1')
    if (titles.length !== 1) faults.push(`${titles.length} h1: ${titles.map(({ innerText }) => innerText).join(' | ')}`)
    if (root.scrollWidth > root.clientWidth) faults.push(`${root.scrollWidth} wide in ${root.clientWidth}: ${widest()}`)
    for (const image of all('img')) if (!image.hasAttribute('alt')) faults.push(`no alt: ${short(image)}`)
    const active = 'a[href], button, input, select, textarea, [role=button], [role=link], [role=tab], [tabindex="0"]'
    for (const element of all(active)) {
      if (element.closest('[aria-hidden=true]') === null && nameOf(element) === '')
        faults.push(`no name: ${short(element)}`)
    }
    return faults

    function nameOf(element: HTMLElement): string {
      const labels = [...((element as HTMLInputElement).labels ?? [])]
      const referred = (element.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id))
      const names = [
        element.getAttribute('aria-label'),
        ...[...labels, ...referred].map((label) => label?.textContent),
        element.matches('input, select, textarea') ? '' : element.textContent,
        element.querySelector('img')?.alt,
        element.getAttribute('title'),
        element.getAttribute('placeholder'),
      ]
      return names.map((name) => name?.trim()).find((name) => name) ?? ''
    }

    /** What reaches furthest beyond the right edge and is not cut off by something that scrolls. */
    function widest(): string {
      const beyond = all('body *').filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      return beyond.slice(-1).map(short).join()
    }
  })
}

/** Goes through the first controls by Tab and answers those on which the focus cannot be seen. */
export async function unseenFocus(page: Page, steps: number): Promise<string[]> {
  const unseen: string[] = []
  await page.evaluate(() => {
    ;(document.activeElement as HTMLElement | null)?.blur()
  })
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press('Tab')
    const fault = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement
      if (element === document.body) return null
      // what carries the mark may be the box around an input, the label's face beside it, or the cells of a row
      const box = element.closest('.ant-select') ?? element.parentElement!
      const near = [element, box, element.nextElementSibling ?? element, element.firstElementChild ?? element]
      const looks = () =>
        near
          .flatMap((one) => {
            const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor } = getComputedStyle(one)
            return [outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor]
          })
          .join()
      const focused = looks()
      element.blur()
      const plain = looks()
      element.focus({ preventScroll: true })
      return focused === plain ? element.outerHTML.slice(0, 120) : null
    })
    if (fault) unseen.push(fault)
  }
  return unseen
}
