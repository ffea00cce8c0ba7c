import { assigneesBehind, covers, type Person, type Scope } from '#platform/access/scope.ts'

/** Where a person answers for figures: as a reporter of an organisation, or by assignment. */
export function ownWork(person: Person): Scope {
  const paths = person.grants.filter((grant) => grant.role === 'reporter').map((grant) => grant.path)
  return { all: paths.some((path) => !path.includes('.')), paths, assignees: assigneesBehind(person) }
}

/** 代填 is work for an organisation that the person neither reports for, nor belongs to, nor was assigned a project of. */
export function isOwnWork(person: Person, report: { isAssigned: boolean; orgId: number; orgPath: string }): boolean {
  return report.isAssigned || person.organisationId === report.orgId || covers(ownWork(person), report.orgPath)
}

/** The nearest organisation above all of the paths: where an entry about several of them stands in the record. */
export function commonPath(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('.'))
  const differs = first.findIndex((label, level) => others.some((labels) => labels[level] !== label))
  return (differs < 0 ? first : first.slice(0, differs)).join('.')
}
