import { createHash } from 'node:crypto'
import { readFile as readBytes } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  type Assessment,
  assess,
  FAULT_SENTENCES,
  type ImportAnswers,
  insertImport,
  readFile,
  recallAnswers,
  setImportState,
  writeAssessed,
} from '#capabilities/ledger/public.ts'

import { ensureConsole, listOrganisations } from '#capabilities/people/public.ts'
import { invalid } from '#kernel/problem.ts'
import { covers } from '#platform/access/scope.ts'
import type { Command, Outcome } from './command.ts'
import { type Invocation, textFlag, Usage } from './invocation.ts'
import type { ConsoleContext, Session } from './session.ts'

export const importCommand: Command = {
  usage: 'import 文件 [--org 单位] [--create-organisations] [--answer 键=值] [--dry-run]',
  about: '导入 Excel 或 CSV 台账',
  words: 1,
  options: {
    org: { type: 'string' },
    'create-organisations': { type: 'boolean' },
    answer: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
  },
  run: runImport,
}

async function runImport(session: Session, invocation: Invocation): Promise<Outcome> {
  const path = invocation.words[0]
  if (!path) throw new Usage('请指明要导入的文件：guatu import 台账.xlsx')
  const bytes = await readGiven(path)
  const fileName = basename(path)
  const asked: ImportAnswers = {
    questions: answersOf(invocation),
    createOrganisations: invocation.flags['create-organisations'] === true,
  }
  const secrets = await session.secrets()
  const first = await readFile(bytes, fileName, asked, secrets)
  const dryRun = invocation.flags['dry-run'] === true
  const run = dryRun ? session.read : session.write
  return await run('ledger.import', async (context) => {
    const orgId = await importingOrganisation(context, textFlag(invocation, 'org'), dryRun)
    const remembered = orgId ? await recallAnswers(context.db, orgId, first.shapeKey) : {}
    const answers = { ...remembered, ...asked, questions: { ...remembered.questions, ...asked.questions } }
    const read = Object.keys(remembered).length > 0 ? await readFile(bytes, fileName, answers, secrets) : first
    const { db, scope, now } = context
    const asking = { db, scope, orgId, answers, now, isWriting: !dryRun }
    const assessed = await assess(asking, read.reading, read.shapeKey, read.edits)
    const open = assessed.questions.length > 0
    const nothing = assessed.summary.added + assessed.summary.changed === 0
    const undecided = (assessed.merge?.undecided ?? 0) > 0
    const isWritten =
      !dryRun && !open && !undecided && !nothing && (assessed.merge !== null || read.reading.rows.length > 0)
    if (isWritten) await write(context, { orgId, fileName, bytes, answers, assessed })
    return outcome(assessed, {
      fileName,
      isWritten,
      dryRun,
      open: open || undecided || read.fault !== null,
      fault: read.fault,
    })
  })
}

async function readGiven(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readBytes(path))
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? '没有这个文件' : '无法读取'
    throw invalid('file_unreadable', `${reason}：${path}。请检查路径和权限。`)
  }
}

/** `--answer 键=值`, as often as there are questions; keys are those of `questions` and `openPoints`. */
function answersOf(invocation: Invocation): Record<string, string> {
  const pairs = (invocation.flags.answer ?? []) as string[]
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=')
      if (at < 1) throw new Usage(`--answer 应写成 键=值，收到的是：${pair}`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

async function importingOrganisation(
  { db, scope }: ConsoleContext,
  name: string | undefined,
  dryRun: boolean,
): Promise<number> {
  if (!dryRun) await ensureConsole(db)
  const organisations = (await listOrganisations(db)).filter(({ closedOn }) => !closedOn)
  const found = name
    ? organisations.find((org) => String(org.id) === name || org.name === name || org.aliases.includes(name))
    : (organisations.find(({ path }) => covers(scope, path)) ?? null)
  if (name && (!found || !covers(scope, found.path)))
    throw invalid('organisation_unknown', `没有“${name}”这个单位，或不在管理范围内。`)
  return found?.id ?? 0
}

type Write = { orgId: number; fileName: string; bytes: Uint8Array; answers: ImportAnswers; assessed: Assessment }

async function write(context: ConsoleContext, { orgId, fileName, bytes, answers, assessed }: Write): Promise<void> {
  const organisation = (await listOrganisations(context.db)).find(({ id }) => id === orgId)!
  const sha256 = createHash('sha256').update(bytes).digest()
  const { summary, shapeKey } = assessed
  const kept = {
    fileName,
    sha256,
    workbook: bytes,
    orgId,
    shapeKey,
    answers,
    summary,
    createdBy: context.person.accountId,
    now: context.now,
  }
  const importId = await insertImport(context.db, kept)
  await writeAssessed({ ...context, importId, orgId, orgPath: organisation.path, fileName, answers }, assessed)
  await setImportState(context.db, importId, 'written', context.person.accountId, context.now)
}

type Written = {
  fileName: string
  isWritten: boolean
  dryRun: boolean
  open: boolean
  fault: keyof typeof FAULT_SENTENCES | null
}

function outcome(assessed: Assessment, { fileName, isWritten, dryRun, open, fault }: Written): Outcome {
  const { reading, questions, openPoints, summary, difference, merge } = assessed
  const { questions: _, ...asRead } = reading
  const json = {
    ...asRead,
    warnings: difference.warnings,
    questions,
    openPoints,
    difference: plain(assessed),
    summary,
    ...(merge ? { merge: { counts: merge.counts, undecided: merge.undecided, taken: merge.taken } } : {}),
    written: isWritten,
  }
  const counts = `新增${summary.added}，修改${summary.changed}，未变${summary.unchanged}，文件中缺少${summary.missing}，不能导入${summary.rejected}`
  const head = isWritten
    ? `已导入 ${fileName}：${counts}。`
    : dryRun
      ? `试读 ${fileName}（未写入）：${counts}。`
      : `没有写入 ${fileName}：${counts}。`
  const lines = [
    head,
    ...(merge ? [mergeLine(merge)] : []),
    ...(fault ? [`${FAULT_SENTENCES[fault]}命令行不写入，请在网页上导入。`] : []),
    ...questions.map(({ text, key }) => `需要回答：${text}（${key}）`),
    ...openPoints.map(({ text }) => `可补充：${text}`),
    ...difference.warnings.map(
      ({ text, sheet, excelRow }) =>
        `注意：${[sheet, excelRow && `第${excelRow}行`].filter(Boolean).join(' ')} ${text}`,
    ),
    ...(questions.some(({ code }) => code === 'organisation-unknown')
      ? ['加 --create-organisations 可新建缺少的单位。']
      : []),
  ]
  return { json, lines, status: open && !dryRun ? 1 : 0 }
}

function mergeLine({ counts, undecided }: NonNullable<Assessment['merge']>): string {
  const line = `按导出时的底稿核对：文件改动${counts.there}格，冲突${counts.conflict}格，两边相同${counts.same}格，台账改动${counts.here}格，不能采用${counts.unreadable + counts.readOnly}格。`
  return undecided > 0 ? `${line}有${undecided}格要决定，请在网页上导入。` : line
}

function plain({ difference }: Assessment) {
  const changed = difference.changed.map(({ name, field, part, old, new: now, oldRaw, newRaw, newCell }) => ({
    name,
    field,
    part,
    old,
    new: now,
    oldRaw,
    newRaw,
    newCell,
  }))
  return {
    added: difference.added.map(({ excelRow, sheet, name, owner, totalInvestmentWan, stage }) => ({
      excelRow,
      sheet,
      name,
      owner,
      totalInvestmentWan,
      stage,
    })),
    changed,
    missing: difference.missing.map(({ name, owner }) => ({ name, owner: owner ?? null })),
  }
}
