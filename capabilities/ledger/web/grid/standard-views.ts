import type { ViewDefinition } from '../../grid/contract.ts'
import type { GridFieldName } from '../../grid/fields.ts'

export type StandardName = 'common' | 'money' | 'dates' | 'people' | 'words' | 'counties' | 'behind'
export type StandardView = { name: StandardName; definition: ViewDefinition }

function view(
  name: StandardName,
  columns: readonly GridFieldName[],
  further: Partial<ViewDefinition> = {},
): StandardView {
  return {
    name,
    definition: {
      columns: columns.map((field) => ({ field })),
      frozen: 1,
      sort: 'updatedAt',
      order: 'desc',
      group: [],
      filter: {},
      density: 'dense',
      ...further,
    },
  }
}

/** What an office looks at, without having to set anything up. */
export const STANDARD_VIEWS: readonly StandardView[] = [
  view('common', [
    'name',
    'light',
    'county',
    'stage',
    'totalInvestment',
    'annualPlan',
    'completedYtd',
    'completionRate',
    'sponsor',
    'owner',
    'park',
    'planState',
    'progressText',
    'problems',
    'updatedAt',
  ]),
  view(
    'behind',
    ['name', 'light', 'county', 'annualPlan', 'completedYtd', 'completionRate', 'pace', 'problems', 'nextStep', 'sponsor', 'steward', 'responsibleOrg'],
    { filter: { light: 'yellow,red' }, sort: 'completionRate', order: 'asc', density: 'dense' },
  ),
  view(
    'counties',
    ['name', 'stage', 'totalInvestment', 'annualPlan', 'completedCurrent', 'completedYtd', 'completionRate', 'light', 'sponsor'],
    { group: ['county'], sort: 'totalInvestment', order: 'desc' },
  ),
  view('money', [
    'name',
    'county',
    'totalInvestment',
    'totalInvestmentBasis',
    'completedToLastYearEnd',
    'annualPlan',
    'completedCurrent',
    'completedYtd',
    'completionRate',
    'pace',
    'completedSinceStart',
    'fundsInPlace',
    'standingMonth',
  ]),
  view('dates', ['name', 'county', 'library', 'stage', 'planState', 'plannedStart', 'startDate', 'finishDate', 'statisticalEntry', 'tier', 'isPriority', 'terms']),
  view('people', ['name', 'county', 'owner', 'sponsor', 'steward', 'contact', 'responsibleOrg', 'leadOrg', 'competentOrg']),
  view('words', ['name', 'county', 'stage', 'scale', 'annualContent', 'progressText', 'problems', 'nextStep', 'remark'], {
    density: 'comfortable',
  }),
]

export function standardView(name: string): StandardView {
  return STANDARD_VIEWS.find((one) => one.name === name) ?? STANDARD_VIEWS[0]!
}
