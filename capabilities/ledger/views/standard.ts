import type { SavedView, ViewDefinition } from '../grid/contract.ts'
import type { GridFieldName } from '../grid/fields.ts'

type Columns = readonly (readonly [GridFieldName, number?])[]

/** The views that come with the product: numbered below zero, changed by nobody, copied by whoever wants them otherwise. */
export const STANDARD_VIEWS: readonly SavedView[] = [
  standard(-1, '投资进度', {
    columns: [
      ['name', 260],
      ['county'],
      ['stage'],
      ['light'],
      ['totalInvestment'],
      ['annualPlan'],
      ['completedCurrent'],
      ['completedYtd'],
      ['completionRate'],
      ['pace'],
      ['completedSinceStart'],
      ['fundsInPlace'],
      ['progressText', 300],
    ],
    group: ['county'],
    sort: 'completionRate',
  }),
  standard(-2, '手续与时间', {
    columns: [
      ['name', 260],
      ['county'],
      ['stage'],
      ['approvalKind'],
      ['plannedStart'],
      ['startDate'],
      ['finishDate'],
      ['statisticalEntry'],
      ['scale', 320],
    ],
    group: ['stage'],
    sort: 'plannedStart',
  }),
  standard(-3, '责任体系', {
    columns: [
      ['name', 260],
      ['county'],
      ['sponsor'],
      ['steward'],
      ['contact'],
      ['responsibleOrg'],
      ['leadOrg'],
      ['competentOrg'],
    ],
    group: ['sponsor'],
    sort: 'name',
  }),
  standard(-4, '滞后项目', {
    columns: [
      ['name', 260],
      ['county'],
      ['light'],
      ['annualPlan'],
      ['completedYtd'],
      ['completionRate'],
      ['pace'],
      ['problems', 320],
      ['nextStep', 320],
      ['sponsor'],
    ],
    sort: 'completionRate',
    filter: { light: 'red,yellow' },
  }),
  standard(-5, '全部列', {
    columns: [
      ...([
        'name',
        'code',
        'county',
        'org',
        'park',
        'owner',
        'site',
        'industry',
        'field',
        'constructionNature',
      ] as const),
      ...([
        'planState',
        'approvalKind',
        'fundKind',
        'library',
        'isPriority',
        'tier',
        'stage',
        'light',
        'scale',
      ] as const),
      ...(['totalInvestment', 'totalInvestmentBasis', 'annualPlan', 'completedCurrent', 'completedYtd'] as const),
      ...(['completionRate', 'pace', 'completedToLastYearEnd', 'completedSinceStart', 'fundsInPlace'] as const),
      ...([
        'plannedStart',
        'startDate',
        'finishDate',
        'sponsor',
        'steward',
        'contact',
        'responsibleOrg',
        'leadOrg',
      ] as const),
      ...([
        'competentOrg',
        'annualContent',
        'progressText',
        'problems',
        'nextStep',
        'remark',
        'statisticalEntry',
      ] as const),
      ...(['terms', 'standingMonth', 'updatedAt'] as const),
    ].map((field) => [field] as const),
    sort: 'updatedAt',
    order: 'desc',
  }),
]

type Given = {
  columns: Columns
  sort: GridFieldName
  order?: 'asc' | 'desc'
  group?: GridFieldName[]
  filter?: Record<string, string>
}

function standard(
  id: number,
  name: string,
  { columns, sort, order = 'asc', group = [], filter = {} }: Given,
): SavedView {
  const definition: ViewDefinition = {
    columns: columns.map(([field, width]) => ({ field, ...(width ? { width } : {}) })),
    frozen: 1,
    sort,
    order,
    group,
    filter,
    density: 'dense',
  }
  const nobodys = {
    audience: 'shared' as const,
    role: null,
    orgId: null,
    orgName: null,
    isOwn: false,
    mayChange: false,
  }
  return {
    id,
    name,
    definition,
    version: 1,
    isStandard: true,
    ownerName: '系统',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...nobodys,
  }
}
