import { useState } from 'react'
import { useWords } from '../words/use-words.ts'
import { Button } from './Button.tsx'

/** Copies text; without a secure context the browser's clipboard is missing, and the old way is taken. */
export function CopyButton({ text }: { text: string }) {
  const w = useWords()
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle')
  const label = { idle: w('kit.copy'), done: w('kit.copied'), failed: w('kit.copyFailed') }[state]
  return <Button onClick={() => void copy(text).then((done) => setState(done ? 'done' : 'failed'))}>{label}</Button>
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyByMark(text)
  }
}

function copyByMark(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'sr-only'
  // inside an open dialog everything else is inert and cannot be marked
  const host = document.querySelector('dialog[open]') ?? document.body
  host.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}
