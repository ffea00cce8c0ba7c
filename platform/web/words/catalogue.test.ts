import { describe, expect, it } from 'vitest'
import * as bulletins from './areas/bulletins.ts'
import * as dispatch from './areas/dispatch.ts'
import * as factor from './areas/factor.ts'
import * as imports from './areas/imports.ts'
import * as kit from './areas/kit.ts'
import * as ledger from './areas/ledger.ts'
import * as live from './areas/live.ts'
import * as oidc from './areas/oidc.ts'
import * as organisations from './areas/organisations.ts'
import * as people from './areas/people.ts'
import * as race from './areas/race.ts'
import * as record from './areas/record.ts'
import * as settings from './areas/settings.ts'
import * as shell from './areas/shell.ts'
import * as signIn from './areas/sign-in.ts'
import { sentence } from './catalogue.ts'

describe('the catalogue', () => {
  it('fills parameters', () => {
    expect(sentence('zh', 'kit.shown', { total: 600, shown: 50 })).toBe('共 600 条，已显示 50 条')
  })

  it('lets Chinese stand in where English is missing', () => {
    expect(sentence('en', 'dispatch.usual.photos')).toBe('缺少现场照片，请补充近期照片后重报。')
    expect(sentence('en', 'shell.signOut')).toBe('Sign out')
  })

  it.each(
    Object.entries({
      bulletins,
      dispatch,
      imports,
      kit,
      ledger,
      live,
      organisations,
      people,
      race,
      record,
      settings,
      shell,
      signIn,
      factor,
      oidc,
    }),
  )('translates all of %s, with the same parameters', (_, area) => {
    const slots = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort().join()
    const zh: Record<string, string> = area.zh
    const en: Record<string, string | undefined> = area.en
    // signs, and what is written to a reporter in Chinese whatever the reviewer reads
    const stays = (key: string) => key === 'unit.percent' || key === 'unknown' || key.startsWith('usual.')
    const missing = Object.keys(zh).filter((key) => en[key] === undefined && !stays(key))
    expect(missing).toEqual([])
    for (const [key, text] of Object.entries(en)) expect(slots(text!), key).toBe(slots(zh[key]!))
  })
})
