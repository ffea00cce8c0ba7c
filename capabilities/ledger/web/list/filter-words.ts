import type { Say } from '#platform/web/words/catalogue.ts'
import { libraryLabel, planStateLabel, stageLabel } from '../parts/labels.ts'
import type { ListFilter } from './filter.ts'

/** The filter as an office would say it, for the printed sheet: `南屏县　红灯、滞后　在建`. */
export function filterWords(
  w: Say,
  filter: ListFilter,
  names: {
    orgs: ReadonlyMap<number, string>
    campaigns: ReadonlyMap<number, string>
    terms: ReadonlyMap<number, string>
    rosters: ReadonlyMap<number, string>
  },
  /** The conditions on columns, in words. */
  where: readonly string[] = [],
): string {
  const place = [filter.org, filter.county, filter.park].map((id) =>
    id === undefined ? null : (names.orgs.get(id) ?? null),
  )
  const parts = [
    ...place,
    filter.campaign === undefined ? null : (names.campaigns.get(filter.campaign) ?? null),
    filter.term === undefined ? null : (names.terms.get(filter.term) ?? null),
    filter.roster === undefined ? null : (names.rosters.get(filter.roster) ?? null),
    filter.tier && w(`ledger.tier.${filter.tier}`),
    filter.withdrawn && w(filter.withdrawn === 'true' ? 'ledger.withdrawn' : 'ledger.notWithdrawn'),
    filter.light.map((light) => w(`kit.light.${light}`)).join('、'),
    filter.stage.map((stage) => stageLabel(w, stage)).join('、'),
    filter.library && libraryLabel(w, filter.library),
    filter.planState && planStateLabel(w, filter.planState),
    filter.priority && (filter.priority === 'true' ? w('ledger.priority') : w('ledger.notPriority')),
    filter.mine && w('ledger.list.mine'),
    filter.unassigned && w('ledger.list.unassigned'),
    filter.importId === undefined ? null : w('ledger.list.ofImport', { id: filter.importId }),
    filter.oneOff === undefined ? null : w('oneOff.ofForm'),
    filter.q && `“${filter.q}”`,
    ...where,
  ]
  return parts.filter(Boolean).join('　') || w('ledger.list.everything')
}
