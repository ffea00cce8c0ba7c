import { spawn } from 'node:child_process'
import { access, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inTurns } from '../excel/turns.ts'

/** It takes a processor and half a gigabyte: one after the other, and few wait. */
const inTurn = inTurns({ atOnce: 1, waitingAtMost: 5 })
const PATIENCE = 45_000

/**
 * An old office file as PDF, by LibreOffice where it is installed; null where it is not or cannot. Every run has a profile of its own that
 * forbids macros, active content and links to elsewhere, and is thrown away; it is ended after 45 seconds.
 */
export async function officeToPdf(bytes: Uint8Array, ending: string): Promise<Buffer | null> {
  const program = await findProgram()
  return program ? await inTurn(async () => await convert(program, bytes, ending)) : null
}

const PLACES = [
  '/usr/bin/soffice',
  '/usr/bin/libreoffice',
  '/usr/local/bin/soffice',
  '/opt/libreoffice/program/soffice',
]
let found: Promise<string | null> | null = null

function findProgram(): Promise<string | null> {
  found ??= (async () => {
    for (const place of PLACES) {
      if (
        await access(place).then(
          () => true,
          () => false,
        )
      )
        return place
    }
    return null
  })()
  return found
}

async function convert(program: string, bytes: Uint8Array, ending: string): Promise<Buffer | null> {
  const folder = await mkdtemp(join(tmpdir(), 'guatu-preview-'))
  try {
    await mkdir(join(folder, 'profile', 'user'), { recursive: true })
    await writeFile(join(folder, 'profile', 'user', 'registrymodifications.xcu'), PROFILE)
    await writeFile(join(folder, `paper.${ending}`), bytes)
    await run(program, folder, ending)
    return await readFile(join(folder, 'paper.pdf')).catch(() => null)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function run(program: string, folder: string, ending: string): Promise<void> {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`
  const given = ['--headless', '--norestore', '--nolockcheck', '--convert-to', 'pdf', '--outdir', folder]
  return new Promise((resolve) => {
    // a group of its own: what the program starts ends with it; nothing of our environment (addresses, secrets) is handed on
    const child = spawn(program, [profile, ...given, join(folder, `paper.${ending}`)], {
      stdio: 'ignore',
      detached: true,
      env: { PATH: process.env.PATH ?? '', HOME: folder, LANG: 'zh_CN.UTF-8' },
    })
    const end = () => {
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        // it has ended by itself
      }
    }
    const timer = setTimeout(end, PATIENCE)
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    child.once('exit', done)
    child.once('error', done)
  })
}

const item = (path: string, name: string, value: string) =>
  `<item oor:path="${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`
const SECURITY = '/org.openoffice.Office.Common/Security/Scripting'
const PROFILE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${item(SECURITY, 'DisableMacrosExecution', 'true')}
${item(SECURITY, 'DisableActiveContent', 'true')}
${item(SECURITY, 'BlockUntrustedRefererLinks', 'true')}
${item(SECURITY, 'MacroSecurityLevel', '3')}
</oor:items>
`
