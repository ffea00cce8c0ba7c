import { zh as bulletins } from './areas/bulletins.ts'
import { zh as checker } from './areas/checker.ts'
import { zh as dispatch } from './areas/dispatch.ts'
import { zh as duplicates } from './areas/duplicates.ts'
import { zh as factor } from './areas/factor.ts'
import { zh as forms } from './areas/forms.ts'
import { zh as grid } from './areas/grid.ts'
import { zh as imports } from './areas/imports.ts'
import { zh as kit } from './areas/kit.ts'
import { zh as ledger } from './areas/ledger.ts'
import { zh as libraries } from './areas/libraries.ts'
import { zh as live } from './areas/live.ts'
import { zh as mapping } from './areas/mapping.ts'
import { zh as oidc } from './areas/oidc.ts'
import { zh as oneOff } from './areas/one-off.ts'
import { zh as organisations } from './areas/organisations.ts'
import { zh as papers } from './areas/papers.ts'
import { zh as people } from './areas/people.ts'
import { zh as quality } from './areas/quality.ts'
import { zh as race } from './areas/race.ts'
import { zh as record } from './areas/record.ts'
import { zh as settings } from './areas/settings.ts'
import { zh as shell } from './areas/shell.ts'
import { zh as signIn } from './areas/sign-in.ts'
import { zh as stages } from './areas/stages.ts'
import { zh as templates } from './areas/templates.ts'

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
  papers,
  libraries,
  grid,
  imports,
  forms,
  oneOff,
  quality,
  stages,
  mapping,
  duplicates,
  checker,
  dispatch,
  race,
  bulletins,
  templates,
  live,
}

type Zh = typeof areas
export type Language = 'zh' | 'en'
/** The Chinese sentences by area. */
export const chineseSentences: Record<keyof Zh, Record<string, string>> = areas

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

type Translated = Partial<Record<keyof Zh, Record<string, string | undefined>>>
let english: Translated = {}

/** Fetches the English sentences; until then Chinese stands in for all of them. */
export async function fetchEnglish(): Promise<void> {
  english = (await import('./english.ts')).english
}

/** The sentence of a key in a language. */
export function sentence(language: Language, key: WordKey, values?: Record<string, string | number>): string {
  const dot = key.indexOf('.')
  const area = key.slice(0, dot) as keyof Zh
  const name = key.slice(dot + 1)
  const chinese: Record<string, string> = areas[area]
  const text = (language === 'en' ? english[area]?.[name] : undefined) ?? chinese[name] ?? key
  return values ? text.replace(/\{(\w+)\}/g, (whole, slot: string) => String(values[slot] ?? whole)) : text
}
