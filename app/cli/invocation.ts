import { parseArgs } from 'node:util'

/** Wrong usage: exit status 2 and the help text. */
export class Usage extends Error {
  readonly code = 'usage'
}

/** The options a command takes, as node:util's parseArgs knows them. */
export type Options = Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>
export type Invocation<C = unknown> = {
  command: C
  words: string[]
  flags: Record<string, string | boolean | string[] | undefined>
  help: boolean
}

const COMMON = { json: { type: 'boolean' }, as: { type: 'string' }, help: { type: 'boolean' } } as const

export function readInvocation<C extends { options: Options; words?: number }>(
  commands: Record<string, C>,
  argv: string[],
): Invocation<C> {
  const [name, ...rest] = argv
  const command = commands[name ?? ''] ?? null
  if (!command && (!name || name === '--help' || name === 'help')) {
    return { command: Object.values(commands)[0]!, words: [], flags: {}, help: true }
  }
  if (!command) throw new Usage(`没有“${name}”这个命令。`)
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: { ...COMMON, ...command.options },
      allowPositionals: true,
    })
    const extra = positionals[command.words ?? 0]
    if (extra !== undefined) throw new Usage(`多了“${extra}”，请对照下面的用法。`)
    return { command, words: positionals, flags: values as Invocation['flags'], help: values.help === true }
  } catch (error) {
    if (error instanceof Usage) throw error
    throw new Usage(optionSentence(error as Error & { code?: string }))
  }
}

/** A flag that takes text, or undefined. */
export function textFlag(invocation: Invocation, name: string): string | undefined {
  const value = invocation.flags[name]
  return typeof value === 'string' ? value : undefined
}

/** What node says of wrong options, in words of the office; the option itself is quoted. */
function optionSentence({ code, message }: Error & { code?: string }): string {
  const option = /'(-[^']*?)(?: <value>)?'/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `没有 ${option} 这个选项。`
  return `选项 ${option} 的写法不对，请对照下面的用法。`
}
