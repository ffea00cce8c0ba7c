import { foldName } from '#kernel/fold.ts'
import { questionKey } from './answers.ts'
import type { LedgerProject } from './ledger-project.ts'
import type { LedgerRow, Question } from './shape.ts'

export interface Pairing {
  pairs: { project: LedgerProject; row: LedgerRow }[]
  added: LedgerRow[]
  /** Projects of the ledger that no row was paired with. */
  left: LedgerProject[]
  questions: Question[]
}

export interface PairingOptions {
  choices?: Record<string, string>
  homeCounty?: string | null
}

/**
 * Pairs rows with projects: by project code, else by folded name and county. Two different codes are two projects. Of several namesakes the
 * one with the same owner is meant. The same name under another owner is a question; until it is answered the pair counts as one project.
 */
export function pairRows(existing: LedgerProject[], rows: LedgerRow[], options: PairingOptions): Pairing {
  const index = new ProjectIndex(existing)
  const result: Pairing = { pairs: [], added: [], left: [], questions: [] }
  const open: LedgerRow[] = []
  // Codes first, so that a name cannot take the project a code belongs to.
  for (const row of rows) {
    const project = row.code ? index.takeByCode(row.code) : null
    if (project) result.pairs.push({ project, row })
    else open.push(row)
  }
  for (const row of open) {
    const project = pairByName(row, index, result, options)
    if (project) result.pairs.push({ project, row })
    else result.added.push(row)
  }
  result.pairs.sort((a, b) => (a.row.sheet === b.row.sheet ? a.row.excelRow - b.row.excelRow : 0))
  result.left = index.left()
  return result
}

function pairByName(
  row: LedgerRow,
  index: ProjectIndex,
  result: Pairing,
  options: PairingOptions,
): LedgerProject | null {
  const county = row.county ?? options.homeCounty ?? null
  const namesakes = index.named(row.name, county).filter(({ code }) => !code || !row.code || code === row.code)
  if (namesakes.length === 0) return null
  const sameOwner = namesakes.find(({ owner }) => isSameOwner(owner ?? null, row.owner))
  if (sameOwner) return index.take(sameOwner)
  const unowned = namesakes.find(({ owner }) => !owner) ?? (row.owner === null ? namesakes[0] : undefined)
  if (unowned && !row.isNamesake) return index.take(unowned)
  if (row.isNamesake) return null
  const [project] = namesakes as [LedgerProject]
  const answer = askOwner(row, project, result, options)
  return answer === 'different' ? null : index.take(project)
}

function askOwner(row: LedgerRow, project: LedgerProject, result: Pairing, { choices }: PairingOptions): string | null {
  const key = questionKey(
    'owner-differs',
    foldName(row.name),
    row.county && foldName(row.county),
    foldName(row.owner ?? ''),
    foldName(project.owner ?? ''),
  )
  const answer = choices?.[key]
  if (answer !== undefined) return answer
  result.questions.push({
    key,
    code: 'owner-differs',
    sheet: row.sheet,
    place: `第${row.excelRow}行`,
    text: `“${row.name}”在台账中的建设单位是“${project.owner}”，文件中是“${row.owner}”，是同一个项目吗？`,
    choices: [
      { value: 'same', label: '是同一个项目，更新建设单位' },
      { value: 'different', label: '是不同的项目，新增' },
    ],
  })
  return null
}

function isSameOwner(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && foldName(a) === foldName(b)
}

class ProjectIndex {
  private readonly byCode = new Map<string, LedgerProject>()
  private readonly byName = new Map<string, LedgerProject[]>()
  private readonly free: Set<LedgerProject>

  constructor(projects: LedgerProject[]) {
    this.free = new Set(projects)
    for (const project of projects) {
      if (project.code) this.byCode.set(project.code, project)
      for (const name of [project.name, project.formerName, ...(project.formerNames ?? [])]) {
        if (name) this.add(nameKey(name, project.county ?? null), project)
      }
    }
  }

  takeByCode(code: string): LedgerProject | null {
    const project = this.byCode.get(code)
    return project && this.free.has(project) ? this.take(project) : null
  }

  named(name: string, county: string | null): LedgerProject[] {
    return (this.byName.get(nameKey(name, county)) ?? []).filter((project) => this.free.has(project))
  }

  take(project: LedgerProject): LedgerProject {
    this.free.delete(project)
    return project
  }

  left(): LedgerProject[] {
    return [...this.free]
  }

  private add(key: string, project: LedgerProject): void {
    const known = this.byName.get(key)
    if (!known) this.byName.set(key, [project])
    else if (!known.includes(project)) known.push(project)
  }
}

function nameKey(name: string, county: string | null): string {
  return `${foldName(name)}|${county === null ? '' : foldName(county)}`
}
