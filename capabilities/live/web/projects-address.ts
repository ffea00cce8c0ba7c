/** The ledger's address for an organisation's projects: a county or zone by its own filter, what stands below by its subtree, the root without. */
export function projectsOf(org: { id: number; kind: string }, filter: { light?: string } = {}): string {
  const isCounty = org.kind === 'county' || org.kind === 'zone'
  const isRoot = org.kind === 'city' || org.kind === 'province'
  const parts = [
    ...(isRoot ? [] : [`${isCounty ? 'county' : 'org'}=${org.id}`]),
    ...(filter.light ? [`light=${filter.light}`] : []),
  ]
  return parts.length > 0 ? `/projects?${parts.join('&')}` : '/projects'
}
