/** `failure`: something does not work or is not safe; `warning`: should be put right soon. */
export type State = 'ok' | 'warning' | 'failure'

/** What one check found. `says` is a sentence; when it is not ok it says what to do. */
export type Finding = { check: string; state: State; says: string }

export function finder(check: string): {
  ok: (says: string) => Finding
  warning: (says: string) => Finding
  failure: (says: string) => Finding
} {
  const of = (state: State) => (says: string) => ({ check, state, says })
  return { ok: of('ok'), warning: of('warning'), failure: of('failure') }
}
