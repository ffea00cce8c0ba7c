import { Problem } from '#kernel/problem.ts'
import { backupCommand } from './cli/backup.ts'
import { bulletinCommand } from './cli/bulletin.ts'
import { checkCommand } from './cli/check.ts'
import type { Command, Outcome } from './cli/command.ts'
import { demoCommand } from './cli/demo.ts'
import { doctorCommand } from './cli/doctor.ts'
import { exportCommand } from './cli/export.ts'
import { importCommand } from './cli/import.ts'
import { type Invocation, readInvocation, Usage } from './cli/invocation.ts'
import { digestCommand } from './cli/record-digest.ts'
import { recordExportCommand } from './cli/record-export.ts'
import { restoreCommand } from './cli/restore.ts'
import { openSession } from './cli/session.ts'
import { tokenCommand } from './cli/token.ts'
import { usersCommand } from './cli/users.ts'
import { verifyCommand } from './cli/verify.ts'

const COMMANDS: Record<string, Command> = {
  import: importCommand,
  export: exportCommand,
  bulletin: bulletinCommand,
  check: checkCommand,
  users: usersCommand,
  token: tokenCommand,
  demo: demoCommand,
  verify: verifyCommand,
  digest: digestCommand,
  'record-export': recordExportCommand,
  backup: backupCommand,
  restore: restoreCommand,
  doctor: doctorCommand,
}

/**
 * The command line. Works on the same GUATU_DATA or DATABASE_URL whether or not the server runs. Exit status: 0 done, 1 refused or
 * failed, 2 wrong usage. With --json stdout is JSON only; sentences for people go to stderr.
 */
async function main(argv: string[]): Promise<number> {
  let invocation: Invocation<Command> | null = null
  try {
    invocation = readInvocation(COMMANDS, argv)
    if (invocation.help) {
      process.stdout.write(helpText())
      return 0
    }
    const outcome = (await invocation.command.alone?.(invocation)) ?? (await inSession(invocation))
    write(invocation, outcome.json, outcome.lines)
    return outcome.status ?? 0
  } catch (error) {
    return explain(error as Error, argv.includes('--json'))
  }
}

async function inSession(invocation: Invocation<Command>): Promise<Outcome> {
  const session = await openSession(invocation)
  try {
    if (!invocation.command.run) throw new Error(`${invocation.command.usage}: nothing to run`)
    return await invocation.command.run(session, invocation)
  } finally {
    await session.close()
  }
}

function write(invocation: Invocation, json: unknown, lines: string[]): void {
  if (invocation.flags.json) process.stdout.write(`${JSON.stringify(json, null, 1)}\n`)
  else if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
}

function explain(error: Error & { code?: string }, json: boolean): number {
  const usage = error instanceof Usage
  const known = usage || error instanceof Problem || error.name === 'StartError' || error.name === 'WorkbookRefusal'
  const message = known
    ? error.message
    : (fileSentence(error) ?? `没有完成：${error.message}。如果重复出现，请把这句话发给维护人员。`)
  if (json) process.stdout.write(`${JSON.stringify({ error: { code: error.code ?? error.name, message } }, null, 1)}\n`)
  process.stderr.write(`${message}\n`)
  if (usage) process.stderr.write(helpText())
  return usage ? 2 : 1
}

/** What the file system refused, in words that say what to do. */
function fileSentence({ code, path }: Error & { code?: string; path?: string }): string | null {
  if (!path) return null
  if (code === 'ENOENT') return `没有这个目录或文件：${path}。请先建立目录，或更正路径。`
  if (code === 'EACCES' || code === 'EPERM') return `没有权限写入或读取：${path}。请换一个位置，或检查权限。`
  if (code === 'EISDIR') return `${path} 是目录，请写明文件名。`
  if (code === 'ENOSPC') return `磁盘空间不足，没有写完：${path}。请清理后重试。`
  return null
}

function helpText(): string {
  const width = Math.max(...Object.values(COMMANDS).map((command) => command.usage.length))
  const lines = Object.values(COMMANDS).map((command) => `  guatu ${command.usage.padEnd(width)}  ${command.about}`)
  return `用法：npm run -s guatu -- 命令 [选项]\n\n${lines.join('\n')}\n\n所有命令都可加：--json（只输出 JSON）、--as 用户名（以谁的名义记录，默认 console）\n`
}

process.exitCode = await main(process.argv.slice(2))
