import type { Invocation, Options } from './invocation.ts'
import type { Session } from './session.ts'

/** What a command answers: JSON for programs, lines for people, and the exit status. */
export type Outcome = { json: unknown; lines: string[]; status?: number }

export type Command = {
  usage: string
  about: string
  options: Options
  /** Words it takes besides options; more are wrong usage. */
  words?: number
  /** What it does before the database is opened and migrated; null: this invocation needs a session after all. */
  alone?: (invocation: Invocation) => Promise<Outcome | null>
  run?: (session: Session, invocation: Invocation) => Promise<Outcome>
}
