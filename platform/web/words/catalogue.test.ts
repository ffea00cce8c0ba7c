import { describe, expect, it } from 'vitest'
import * as kit from './areas/kit.ts'
import * as shell from './areas/shell.ts'
import { sentence } from './catalogue.ts'

describe('the catalogue', () => {
  it('fills parameters', () => {
    expect(sentence('zh', 'kit.shown', { total: 600, shown: 50 })).toBe('共 600 条，已显示 50 条')
  })

  it('lets Chinese stand in where English is missing', () => {
    expect(sentence('en', 'people.first.do')).toBe('完成初始化')
    expect(sentence('en', 'shell.signOut')).toBe('Sign out')
  })

  it.each([
    ['kit', kit],
    ['shell', shell],
  ])('translates all of %s, with the same parameters', (_, area) => {
    const slots = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join()
    const zh: Record<string, string> = area.zh
    const en: Record<string, string | undefined> = area.en
    const exempt = new Set(['unit.percent', 'unknown'])
    const missing = Object.keys(zh).filter((key) => en[key] === undefined && !exempt.has(key))
    expect(missing).toEqual([])
    for (const [key, text] of Object.entries(en)) expect(slots(text!), key).toBe(slots(zh[key]!))
  })
})
