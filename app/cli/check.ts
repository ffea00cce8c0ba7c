import { readFile } from 'node:fs/promises'
import {
  type CheckedRelation,
  type CheckedText,
  checkAgainst,
  checkText,
  type TextCheck,
  textOfFile,
} from '#capabilities/checker/public.ts'
import { listOrganisations } from '#capabilities/people/public.ts'
import { isMonth } from '#kernel/period.ts'
import { Problem } from '#kernel/problem.ts'
import { hasDatabase } from '#platform/postgres/database.ts'
import type { Command, Outcome } from './command.ts'
import { type Invocation, textFlag, Usage } from './invocation.ts'

/**
 * A text is judged by itself without a database; with a unit and a month also by its data, where there is a database. Status 0: nothing
 * contradicts, 1: something does.
 */
export const checkCommand: Command = {
  usage: 'check 文件 [--org 单位] [--period 时期]',
  about: '核对文稿（.docx、.txt）：读出每个数，指出前后矛盾、与调度数据不一致的数和文字差错',
  words: 1,
  options: { org: { type: 'string' }, period: { type: 'string' } },
  alone: async (invocation) => {
    const { path, org, year, month } = wanted(invocation)
    if (org !== null && month !== null && hasDatabase(process.env)) return null
    const given = textOfFile(await readFile(path))
    return outcome(given, checkText(given, { region: org, year }))
  },
  run: async (session, invocation) => {
    const { path, org, year, month } = wanted(invocation)
    const given = textOfFile(await readFile(path))
    const judged = await session.read('round.read', async ({ db, scope, now }) => {
      const unit = (await listOrganisations(db)).find(({ name, aliases }) => name === org || aliases.includes(org!))
      try {
        return await checkAgainst(db, { text: given, scope, now, orgId: unit?.id ?? 0, month: month! })
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        process.stderr.write(`${error.message}本次只核对文稿本身。\n`)
        return checkText(given, { region: org, year })
      }
    })
    return outcome(given, judged)
  },
}

/** `2026-Q3` and `2026-H1` are the months they end with: their cumulative figures are the period's. */
function wanted(invocation: Invocation): {
  path: string
  org: string | null
  year: string | null
  month: string | null
} {
  const path = invocation.words[0]
  if (!path) throw new Usage('请指明要核对的文件：guatu check 通报.docx')
  const period = textFlag(invocation, 'period')
  const [, year = null, part = ''] = /^(\d{4})(?:$|-(.+)$)/.exec(period ?? '') ?? []
  if (period !== undefined && year === null) throw new Usage('--period 应写作 2026、2026-06、2026-Q2 或 2026-H1。')
  const end = /^Q[1-4]$/.test(part) ? Number(part[1]) * 3 : part === 'H1' ? 6 : part === 'H2' || part === '' ? 12 : null
  const month = end === null ? `${year}-${part}` : `${year}-${String(end).padStart(2, '0')}`
  return { path, org: textFlag(invocation, 'org') ?? null, year, month: year && isMonth(month) ? month : null }
}

function outcome(given: string, checked: CheckedText | TextCheck): Outcome {
  const isContradicted =
    checked.relations.some(({ status }) => status === 'fails') ||
    checked.figures.some(({ verdict }) => verdict === 'contradicts')
  return { json: checked, lines: linesOf(given, checked), status: isContradicted ? 1 : 0 }
}

function linesOf(given: string, checked: CheckedText | TextCheck): string[] {
  const { figures, relations, slips } = checked
  const doubtful = relations.filter(({ status }) => status === 'fails' || status === 'suspect')
  const holding = relations.filter(({ status }) => status === 'holds').length
  const judged = 'against' in checked ? checked.figures.filter(({ data }) => data !== null) : []
  const differing = judged.filter(({ verdict }) => verdict === 'contradicts')
  const quoteAt = (at: number) => given.slice(Math.max(0, at - 12), at + 24).replace(/\s/g, '')
  const quoteOf = ({ figures: places }: CheckedRelation) =>
    quoteAt(Math.min(...places.map((place) => figures[place]!.start)))
  return [
    `读出${figures.length}个数；数与数的关系${relations.length}处，其中${holding}处一致。`,
    ...(judged.length > 0 ? [`与调度数据对照${judged.length}个数，${differing.length}个不一致。`] : []),
    ...doubtful.map((one) => `${one.status === 'fails' ? '矛盾' : '存疑'}　${one.why}　“…${quoteOf(one)}…”`),
    ...differing.map(({ why, start }) => `数据　${why}　“…${quoteAt(start)}…”`),
    ...slips.map(
      ({ start, why }) => `差错　${why}　“…${given.slice(Math.max(0, start - 8), start + 12).replace(/\s/g, '')}…”`,
    ),
    ...(doubtful.length + slips.length + differing.length === 0 ? ['没有发现矛盾和差错。'] : []),
  ]
}
