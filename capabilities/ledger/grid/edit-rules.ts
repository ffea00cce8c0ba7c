import { invalid, Problem } from '#kernel/problem.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { refuseMissingReason, refuseMovesByEdit } from '../edit-checks.ts'
import type { FieldName } from '../fields.ts'
import { refuseTierWithoutSponsor } from '../libraries/refusing.ts'
import type { CellColumn } from './cell-values.ts'
import { findTaken, type Identity, readIdentities, readTiers } from './store/edits.ts'

/** One cell as it stood and as it is to be: texts as the history keeps them. */
export type CellWrite = { projectId: number; column: CellColumn; old: string | null; new: string | null }
export type RefusedCell = { projectId: number; field: string; code: string; message: string }

const NAMED = 200

/** 400 with every cell that cannot be written (the first 200) and why; nothing is written. */
export function refuseCells(refused: readonly RefusedCell[]): never {
  throw invalid(
    'cells_refused',
    `有${refused.length}个单元格的内容不符合要求，没有写入。${refused[0]!.message}请改正后再保存。`,
    { cells: refused.slice(0, NAMED), total: refused.length },
  )
}

/** The name of a cell's field in the history: an own column goes by its heading. */
export function fieldName(column: CellColumn): string {
  return column.own ? column.own.heading : column.field
}

/** What the contract shows as `true` is kept as 是 in a column of the office's own. */
export function storedText(column: CellColumn, cell: string | null): string | null {
  if (cell === null || cell === '') return null
  if (column.own?.kind !== 'yesNo') return cell
  return cell === 'true' ? '是' : cell === 'false' ? '否' : cell
}

/** What every edit of the ledger is held to: moves by request, reasons, and that no two projects become one. */
export async function refuseWhatMayNotBe(
  db: Transaction,
  writes: readonly CellWrite[],
  reason: string | undefined,
): Promise<void> {
  const fields = writes.flatMap((write) =>
    write.column.own ? [] : [{ ...write, field: write.column.field as FieldName }],
  )
  const moves = fields.map((write) => ({ ...write, value: write.new }))
  const refused = moves.flatMap((move) => {
    const problem = problemOf(() => refuseMovesByEdit([move]))
    return problem
      ? [{ projectId: move.projectId, field: move.field, code: problem.code, message: problem.message }]
      : []
  })
  if (refused.length > 0) refuseCells(refused)
  refuseMissingReason(moves, reason)
  await refuseLeaderless(db, writes)
  await refuseTaken(db, writes)
}

function problemOf(check: () => void): Problem | null {
  try {
    check()
    return null
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

/** The first tier keeps its leader, whichever of the two cells is changed. */
async function refuseLeaderless(db: Transaction, writes: readonly CellWrite[]): Promise<void> {
  const touching = writes.filter(({ column }) => !column.own && (column.field === 'tier' || column.field === 'sponsor'))
  if (touching.length === 0) return
  const becoming = new Map(
    (await readTiers(db, [...new Set(touching.map(({ projectId }) => projectId))])).map((one) => [one.id, one]),
  )
  for (const { projectId, column, new: value } of touching) {
    const now = becoming.get(projectId)!
    if (column.field === 'tier') now.tier = value === null ? null : (Number(value) as 1 | 2)
    else now.sponsor = value
  }
  const refused = touching.flatMap(({ projectId, column: { field } }): RefusedCell[] => {
    const problem = problemOf(() => refuseTierWithoutSponsor(becoming.get(projectId)!))
    return problem ? [{ projectId, field, code: problem.code, message: problem.message }] : []
  })
  if (refused.length > 0) refuseCells(refused)
}

const IDENTIFYING: readonly string[] = ['name', 'owner', 'code']

async function refuseTaken(db: Transaction, writes: readonly CellWrite[]): Promise<void> {
  const touching = writes.filter(({ column }) => !column.own && IDENTIFYING.includes(column.field))
  if (touching.length === 0) return
  const identities = await readIdentities(db, [...new Set(touching.map(({ projectId }) => projectId))])
  const becoming = new Map(identities.map((identity) => [identity.id, { ...identity }]))
  for (const { projectId, column, new: value } of touching) {
    Object.assign(becoming.get(projectId)!, { [column.field]: value })
  }
  const all = [...becoming.values()]
  const taken = await findTaken(db, all)
  const codes = new Set([...taken.codes, ...repeated(all, ({ code }) => code)])
  const names = new Set([
    ...taken.names,
    ...repeated(all, ({ countyId, name, owner }) => (countyId === null ? null : `${countyId}/${name}/${owner ?? ''}`)),
  ])
  const refused = touching.flatMap(({ projectId, column: { field } }): RefusedCell[] => {
    if (field === 'code' && codes.has(projectId)) {
      return [{ projectId, field, code: 'project_code_taken', message: '这个项目代码已有项目使用，请核对代码。' }]
    }
    if (field === 'code' || !names.has(projectId)) return []
    return [
      { projectId, field, code: 'project_exists', message: '本县区已有同名、同建设单位的项目，请核对是否重复申报。' },
    ]
  })
  if (refused.length > 0) refuseCells(refused)
}

/** Those after the first that share a key. */
function repeated(all: readonly Identity[], keyOf: (identity: Identity) => string | null): number[] {
  const seen = new Set<string>()
  return all.flatMap((one) => {
    const key = keyOf(one)
    if (key === null) return []
    if (seen.has(key)) return [one.id]
    seen.add(key)
    return []
  })
}
