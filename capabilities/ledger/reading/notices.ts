import { questionKey } from './answers.ts'
import type { Question, Warning } from './shape.ts'
import { warningText } from './warning-texts.ts'

const MAX_PER_CODE = 500

/** Collects warnings and questions of one reading. Beyond 500 warnings of a code in a sheet only their number is kept. */
export class Notices {
  readonly warnings: Warning[] = []
  readonly questions: Question[] = []
  private readonly choices: Record<string, string>
  private readonly counts = new Map<string, number>()
  private readonly asked = new Set<string>()

  constructor(choices: Record<string, string>) {
    this.choices = choices
  }

  warn(warning: Omit<Warning, 'text'> & { code: string }): void {
    const key = `${warning.code}|${warning.sheet ?? ''}`
    const count = (this.counts.get(key) ?? 0) + 1
    this.counts.set(key, count)
    if (count <= MAX_PER_CODE) this.warnings.push({ ...warning, text: warningText(warning) })
  }

  /** The answer to a question if it was given before; else the question is put and null comes back. */
  ask(question: Omit<Question, 'key'> & { keyParts: (string | null)[] }): string | null {
    const { keyParts, ...rest } = question
    const key = questionKey(rest.code, ...keyParts)
    const answer = this.choices[key]
    if (answer !== undefined) return answer
    if (!this.asked.has(key)) this.questions.push({ key, ...rest })
    this.asked.add(key)
    return null
  }

  /** Adds, for each code that overflowed, one line saying how many there were. */
  finish(): void {
    for (const [key, count] of this.counts) {
      if (count <= MAX_PER_CODE) continue
      const [of, sheet] = key.split('|') as [string, string]
      this.warnings.push({
        code: 'more',
        of,
        sheet,
        count,
        text: `“${sheet}”中同类提示共${count}条，只列出前${MAX_PER_CODE}条。`,
      })
    }
  }
}
