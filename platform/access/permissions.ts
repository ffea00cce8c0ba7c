/** What a person may do. Every route of the API names one of these; a role is a set of them over one organisation's subtree. */
export const PERMISSIONS = [
  'project.read',
  'project.write',
  'project.assign',
  'ledger.import',
  'ledger.export',
  'figure.correct',
  'preset.write',
  'round.read',
  'round.open',
  'round.lock',
  'report.write',
  'report.review',
  'ranking.publish',
  'bulletin.publish',
  'people.read',
  'people.manage',
  'record.read',
] as const
export type Permission = (typeof PERMISSIONS)[number]

export const ROLES = ['leader', 'dispatchOffice', 'reporter', 'auditor', 'administrator'] as const
export type Role = (typeof ROLES)[number]

const READING: readonly Permission[] = ['project.read', 'round.read', 'ledger.export']

/**
 * The administrator keeps organisations and accounts and never works figures; the auditor reads the record and changes nothing
 * (separate administrators, GB/T 22239 等保). A new role is added here and nowhere else.
 */
export const PERMISSIONS_OF_ROLE: Record<Role, readonly Permission[]> = {
  leader: [...READING, 'people.read'],
  dispatchOffice: [
    ...READING,
    'project.write',
    'project.assign',
    'ledger.import',
    'figure.correct',
    'preset.write',
    'round.open',
    'round.lock',
    'report.write',
    'report.review',
    'ranking.publish',
    'bulletin.publish',
    'people.read',
  ],
  reporter: [...READING, 'report.write'],
  auditor: [...READING, 'people.read', 'record.read'],
  administrator: ['people.read', 'people.manage'],
}
