import { readFile } from 'node:fs/promises'
import { type CheckedRelation, type CheckedText, checkText, textOfFile } from '#capabilities/checker/public.ts'
import type { Command } from './command.ts'
import { textFlag, Usage } from './invocation.ts'

/** Needs no database: a text is judged by itself. Status 0 nothing contradicts, 1 something does. */
export const checkCommand: Command = {
  usage: 'check 文件 [--org 单位] [--period 时期]',
  about: '核对文稿（.docx、.txt）：读出每个数，指出前后矛盾的数和文字差错',
  words: 1,
  options: { org: { type: 'string' }, period: { type: 'string' } },
  alone: async (invocation) => {
    const path = invocation.words[0]
    if (!path) throw new Usage('请指明要核对的文件：guatu check 通报.docx')
    const period = textFlag(invocation, 'period')
    const year = period === undefined ? null : (/^(\d{4})(?:$|-)/.exec(period)?.[1] ?? null)
    if (period !== undefined && year === null) throw new Usage('--period 应写作 2026、2026-06、2026-Q2 或 2026-H1。')
    const given = textOfFile(await readFile(path))
    const checked = checkText(given, { region: textFlag(invocation, 'org') ?? null, year })
    const isContradicted = checked.relations.some(({ status }) => status === 'fails')
    return { json: checked, lines: linesOf(given, checked), status: isContradicted ? 1 : 0 }
  },
}

function linesOf(given: string, { figures, relations, slips }: CheckedText): string[] {
  const doubtful = relations.filter(({ status }) => status === 'fails' || status === 'suspect')
  const holding = relations.filter(({ status }) => status === 'holds').length
  const quoteOf = ({ figures: places }: CheckedRelation) => {
    const at = Math.min(...places.map((place) => figures[place]!.start))
    return given.slice(Math.max(0, at - 12), at + 24).replace(/\s/g, '')
  }
  return [
    `读出${figures.length}个数；数与数的关系${relations.length}处，其中${holding}处一致。`,
    ...doubtful.map((one) => `${one.status === 'fails' ? '矛盾' : '存疑'}　${one.why}　“…${quoteOf(one)}…”`),
    ...slips.map(
      ({ start, why }) => `差错　${why}　“…${given.slice(Math.max(0, start - 8), start + 12).replace(/\s/g, '')}…”`,
    ),
    ...(doubtful.length + slips.length === 0 ? ['没有发现矛盾和差错。'] : []),
  ]
}
