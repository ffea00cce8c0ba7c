import { beforeAll, describe, expect, it } from 'vitest'
import { chineseSentences, fetchEnglish, sentence } from './catalogue.ts'
import { english } from './english.ts'

describe('the catalogue', () => {
  beforeAll(fetchEnglish)

  it('fills parameters', () => {
    expect(sentence('zh', 'kit.shown', { total: 600, shown: 50 })).toBe('共 600 条，已显示 50 条')
  })

  it('lets Chinese stand in where English is missing', () => {
    expect(sentence('en', 'dispatch.usual.photos')).toBe('缺少现场照片，请补充近期照片后重报。')
    expect(sentence('en', 'shell.signOut')).toBe('Sign out')
  })

  it.each(Object.keys(chineseSentences) as (keyof typeof english)[])(
    'translates all of %s, with the same parameters',
    (area) => {
      const slots = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join()
      const zh = chineseSentences[area]
      const en: Record<string, string | undefined> = english[area]
      // signs, and what is written to a reporter in Chinese whatever the reviewer reads
      const stays = (key: string) => key === 'unit.percent' || key === 'unknown' || key.startsWith('usual.')
      const missing = Object.keys(zh).filter((key) => en[key] === undefined && !stays(key))
      expect(missing).toEqual([])
      for (const [key, text] of Object.entries(en)) expect(slots(text!), key).toBe(slots(zh[key]!))
    },
  )
})
