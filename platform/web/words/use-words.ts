import { useSyncExternalStore } from 'react'
import { fetchEnglish, type Language, type Say, sentence, type WordKey } from './catalogue.ts'

const REMEMBERED = 'guatu.language'
const listeners = new Set<() => void>()
let language: Language = readRemembered()
let say = speaker(language)
markDocument(language)

/** `const w = useWords(); w('shell.signOut')`: the sentence in the person's language; redraws when the language changes. */
export function useWords(): Say {
  return useSyncExternalStore(subscribe, () => say)
}

export function useLanguage(): [Language, (next: Language) => void] {
  return [useSyncExternalStore(subscribe, () => language), setLanguage]
}

/** For code outside components: the sentence in the language of this moment. */
export const words: Say = (key, ...values) => say(key, ...values)

/** What goes out to others is Chinese, whatever the person reads the screens in. */
export const chinese: Say = speaker('zh')

/** Resolves when the sentences of the remembered language are there: before it nothing should be drawn. */
export async function languageReady(): Promise<void> {
  // offline in the middle of an upgrade: the screens work in Chinese
  if (language === 'en') await fetchEnglish().catch(() => undefined)
}

function setLanguage(next: Language): void {
  if (next === 'en')
    void fetchEnglish().then(
      () => speak(next),
      () => undefined,
    )
  else speak(next)
}

function speak(next: Language): void {
  language = next
  say = speaker(next)
  markDocument(next)
  try {
    localStorage.setItem(REMEMBERED, next)
  } catch {
    // a browser that keeps nothing still switches for this visit
  }
  for (const listener of listeners) listener()
}

function speaker(spoken: Language): Say {
  return (key: WordKey, ...values: unknown[]) =>
    sentence(spoken, key, values[0] as Record<string, string | number> | undefined)
}

function readRemembered(): Language {
  try {
    return localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

/** For screen readers and the choice of glyphs. Pure code that speaks is also tested where there is no document. */
function markDocument(spoken: Language): void {
  globalThis.document?.documentElement.setAttribute('lang', spoken === 'en' ? 'en' : 'zh-CN')
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
