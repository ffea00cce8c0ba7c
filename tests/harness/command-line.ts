import { spawn } from 'node:child_process'
import { expect } from 'vitest'

export type Ended = { status: number | null; stdout: string; stderr: string; json: any }
export type Run = { env?: Record<string, string>; input?: string }

const ROOT = new URL('../../', import.meta.url).pathname

/** The command line in a process of its own, with nothing of our environment but what is given, and where compiled code is kept. */
export function startGuatu(args: string[], { env = {} }: Run = {}) {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const kept = NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {}
  return spawn(process.execPath, ['app/cli.ts', ...args], { cwd: ROOT, env: { PATH, ...kept, ...env } })
}

export async function guatu(args: string[], run: Run = {}): Promise<Ended> {
  const child = startGuatu(args, run)
  child.stdin.end(run.input ?? '')
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  const status = await new Promise<number | null>((done) => child.on('close', done))
  return { status, stdout, stderr, json: args.includes('--json') && stdout ? JSON.parse(stdout) : null }
}

/** Refused: a Chinese sentence that says what to do, nothing of the program's insides. */
export function expectRefusal({ status, stdout, stderr }: Ended, words = /./): void {
  expect([status, stderr]).toEqual([1, expect.stringMatching(words)])
  expect(stderr).toMatch(/[\u4e00-\u9fff].*[。）]\n$/)
  expect(stdout + stderr).not.toMatch(/\n\s+at |node:internal|\.ts:\d+/)
}
