import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { verifyFile } from '#platform/record/verify-file.ts'
import { bytesOf } from './sample-record.ts'

// docs/record-format.md: its worked example verifies, with our verifier and with one written from the page alone.

const page = readFileSync(new URL('../../docs/record-format.md', import.meta.url), 'utf8')
const example = /```ndjson\n([\s\S]*?)```/.exec(page)![1]!
const lines = example.trimEnd().split('\n')

describe('the worked example', () => {
  test('verifies', async () => {
    const verdict = await verifyFile(bytesOf(example))
    expect(verdict.firstBreak).toBeNull()
    expect([verdict.entries, verdict.digests, verdict.chains.map(({ chain, entries }) => [chain, entries])]).toEqual([
      3,
      2,
      [
        ['o1', 1],
        ['o1.o2', 2],
      ],
    ])
    expect(verdict.last).toMatchObject({ day: '2026-11-02', entries: 3 })
  })

  test('its hashes are those of the bytes as they stand', () => {
    const sha256 = (...parts: (string | Buffer)[]) =>
      parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex')
    const heads = new Map<string, string>()
    let digest = sha256('guatu-record-digest')
    for (const line of lines) {
      const [, kind, content, hash] = /^\{"(entry|digest)":(.*),"hash":"([0-9a-f]{64})"/.exec(line) ?? []
      if (kind === 'digest') {
        expect(JSON.parse(line).digest.previous).toBe(digest)
        expect(sha256(content!)).toBe(hash)
        digest = hash!
      }
      if (kind === 'entry') {
        const { entry, previous } = JSON.parse(line)
        expect(previous).toBe(heads.get(entry.chain) ?? sha256(`guatu-record\n${entry.chain}`))
        expect(sha256(Buffer.from(previous, 'hex'), content!)).toBe(hash)
        heads.set(entry.chain, hash!)
      }
    }
    expect(heads.size).toBe(2)
    expect(JSON.parse(lines.at(-1)!).end.sha256).toBe(sha256(`${lines.slice(0, -1).join('\n')}\n`))
  })

  test('shows the two corners of canonical JSON that others get wrong', () => {
    expect(example).toContain('"limit":1e+21')
    // D83D comes before FF5E, though U+1F4C8 comes after U+FF5E
    expect(example.indexOf('📈')).toBeLessThan(example.indexOf('～'))
  })
})
