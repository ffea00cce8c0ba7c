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

/** Every sentence of the screens. Chinese is complete; English is what has been translated, and Chinese stands in for the rest. */
const areas = {
  shell,
  kit,
  signIn,
  factor,
  oidc,
  people,
  organisations,
  record,
  settings,
  ledger,
  imports,
  dispatch,
  race,
  bulletins,
  live,
}

type Areas = typeof areas
type Zh = { [Area in keyof Areas]: Areas[Area]['zh'] }
export type Language = 'zh' | 'en'

/** `area.key` of a sentence that exists; anything else is a compile error. */
export type WordKey = { [Area in keyof Zh]: `${Area}.${keyof Zh[Area] & string}` }[keyof Zh]

type SentenceOf<Key extends WordKey> = Key extends `${infer Area extends keyof Zh}.${infer Rest}`
  ? Rest extends keyof Zh[Area]
    ? Zh[Area][Rest]
    : never
  : never
type NamesIn<Sentence> = Sentence extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

/** The `{name}` parameters a sentence asks for: none, or exactly these. */
export type Parameters<Key extends WordKey> = [NamesIn<SentenceOf<Key>>] extends [never]
  ? []
  : [values: Record<NamesIn<SentenceOf<Key>>, string | number>]

export type Say = <Key extends WordKey>(key: Key, ...values: Parameters<Key>) => string

/** The sentence of a key in a language. */
export function sentence(language: Language, key: WordKey, values?: Record<string, string | number>): string {
  const dot = key.indexOf('.')
  const area = areas[key.slice(0, dot) as keyof Areas] as {
    zh: Record<string, string>
    en: Record<string, string | undefined>
  }
  const name = key.slice(dot + 1)
  const text = (language === 'en' ? area.en[name] : undefined) ?? area.zh[name] ?? key
  return values ? text.replace(/\{(\w+)\}/g, (whole, slot: string) => String(values[slot] ?? whole)) : text
}
