import { foldName } from '#kernel/fold.ts'
import type { Notices } from './notices.ts'
import type { LedgerRow, SkippedRow } from './shape.ts'

/**
 * Projects that stand more than once: the same code, or the same name and county. Nothing is merged or dropped before the user has said so.
 * Returns the rows to keep and those dropped by an answer.
 */
export function settleDuplicates(rows: LedgerRow[], notices: Notices): { rows: LedgerRow[]; dropped: SkippedRow[] } {
  const dropped = new Set<LedgerRow>()
  for (const [code, same] of groupBy(rows, (row) => row.code ?? null)) {
    if (same.length > 1) askSameCode(code, same, notices, dropped)
  }
  const left = rows.filter((row) => !dropped.has(row))
  for (const [key, same] of groupBy(left, identityKey)) {
    if (same.length > 1) askSameName(key, same, notices, dropped)
  }
  return {
    rows: rows.filter((row) => !dropped.has(row)),
    dropped: [...dropped].map(({ sheet, excelRow, name }) => ({ sheet, excelRow, reason: 'duplicate', text: name })),
  }
}

/** Name and county folded: what identifies a project without a code. */
function identityKey({ name, county }: { name: string; county: string | null }): string {
  return `${foldName(name)}|${county === null ? '' : foldName(county)}`
}

const MAX_COMPARED = 4_000
const MAX_BUCKET = 60
const SIMILARITY = 0.62

/**
 * Names that are nearly the same, in one county or two. Only names sharing a rare pair of characters are compared, so that large ledgers cost
 * no more than their length; beyond 4,000 rows names are not compared at all.
 */
export function noteSimilarNames(rows: LedgerRow[], notices: Notices): void {
  if (rows.length > MAX_COMPARED) return
  const pairs = rows.map((row) => pairsOf(foldName(row.name).replace(/[（）()“”"·]/g, '')))
  const buckets = new Map<string, number[]>()
  pairs.forEach((set, index) => {
    for (const pair of set) push(buckets, pair, index)
  })
  const seen = new Set<string>()
  for (const bucket of buckets.values()) {
    if (bucket.length < 2 || bucket.length > MAX_BUCKET) continue
    for (let i = 0; i < bucket.length; i++) {
      for (let j = i + 1; j < bucket.length; j++)
        comparePair(rows, pairs, bucket[i] as number, bucket[j] as number, seen, notices)
    }
  }
}

function comparePair(
  rows: LedgerRow[],
  pairs: Set<string>[],
  i: number,
  j: number,
  seen: Set<string>,
  notices: Notices,
): void {
  const key = `${i}|${j}`
  if (seen.has(key)) return
  seen.add(key)
  const [a, b] = [rows[i] as LedgerRow, rows[j] as LedgerRow]
  if (identityKey(a) === identityKey(b)) return
  const [left, right] = [pairs[i] as Set<string>, pairs[j] as Set<string>]
  let common = 0
  for (const pair of left) if (right.has(pair)) common++
  const smaller = Math.min(left.size, right.size)
  const isContained = common === smaller && smaller >= 3
  if (!isContained && (2 * common) / (left.size + right.size) < SIMILARITY) return
  notices.warn({
    code: 'similar-name',
    sheet: a.sheet,
    excelRows: [a.excelRow, b.excelRow],
    names: [a.name, b.name],
    ...(a.sheet !== b.sheet && { otherSheet: b.sheet }),
  })
}

/** Pairs of neighbouring characters, without the words many project names have. */
function pairsOf(name: string): Set<string> {
  const bare = name.replace(
    /项目|工程|建设|产业园区?|工业园区?|园区|新材料|生产线|基地|年产|有限公司|扩建|改造|升级/g,
    '',
  )
  const set = new Set<string>()
  for (let i = 0; i + 1 < bare.length; i++) set.add(bare.slice(i, i + 2))
  return set
}

function askSameName(key: string, same: LedgerRow[], notices: Notices, dropped: Set<LedgerRow>): void {
  const owners = new Set(same.flatMap(({ owner }) => (owner === null ? [] : [foldName(owner)])))
  const sameProject = owners.size <= 1
  const [first] = same as [LedgerRow]
  const excelRows = same.map(({ excelRow }) => excelRow)
  const sheets = [...new Set(same.map(({ sheet }) => sheet))]
  // Two codes are two projects, whatever they are called.
  if (same.every(({ code }) => code !== undefined)) return
  notices.warn({
    code: 'duplicate-name',
    sheet: first.sheet,
    ...(sheets.length > 1 && { sheets }),
    excelRows,
    name: first.name,
    sameProject,
  })
  const answer = notices.ask({
    code: 'duplicate-name',
    keyParts: [key, [...owners].sort().join('、')],
    sheet: first.sheet,
    place: excelRows.map((row) => `第${row}行`).join('、'),
    text: sameProject
      ? `“${first.name}”出现${same.length}次，是同一个项目吗？`
      : `“${first.name}”出现${same.length}次，建设单位不同，是不同的项目吗？`,
    choices: [
      { value: 'different', label: '是不同的项目，分别导入' },
      { value: 'same', label: '是同一个项目，只保留第一行' },
    ],
  })
  if (answer === 'same') for (const row of same.slice(1)) dropped.add(row)
  if (answer === 'different') for (const row of same) row.isNamesake = true
}

function askSameCode(code: string, same: LedgerRow[], notices: Notices, dropped: Set<LedgerRow>): void {
  const [first] = same as [LedgerRow]
  const excelRows = same.map(({ excelRow }) => excelRow)
  notices.warn({ code: 'duplicate-code', sheet: first.sheet, excelRows, raw: code })
  const answer = notices.ask({
    code: 'duplicate-code',
    keyParts: [code],
    sheet: first.sheet,
    place: excelRows.map((row) => `第${row}行`).join('、'),
    text: `项目代码${code}在第${excelRows.join('、')}行重复，请选择保留哪一行。`,
    choices: same.map((row) => ({ value: String(row.excelRow), label: `第${row.excelRow}行：${row.name}` })),
  })
  if (answer !== null) for (const row of same) if (String(row.excelRow) !== answer) dropped.add(row)
}

function groupBy(rows: LedgerRow[], keyOf: (row: LedgerRow) => string | null): Map<string, LedgerRow[]> {
  const groups = new Map<string, LedgerRow[]>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key !== null) push(groups, key, row)
  }
  return groups
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}
