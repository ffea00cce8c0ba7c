/** What a person may do. Every route of the API names one of these; a role is a set of them over one organisation's subtree. */
export const PERMISSIONS = [
  'project.read',
  'project.write',
  'project.assign',
  'cohort.write',
  'project.merge',
  'ledger.import',
  'ledger.export',
  'figure.correct',
  'library.decide',
  'roster.write',
  'preset.write',
  'round.read',
  'round.open',
  'round.lock',
  'report.write',
  'report.review',
  'ranking.publish',
  'bulletin.publish',
  'people.read',
  'organisation.manage',
  'account.manage',
  'role.grant',
  'security.manage',
  'setting.read',
  'setting.manage',
  'record.read',
] as const
export type Permission = (typeof PERMISSIONS)[number]

export const ROLES = [
  'leader',
  'dispatchOffice',
  'reporter',
  'steward',
  'systemAdministrator',
  'securityAdministrator',
  'auditor',
] as const
export type Role = (typeof ROLES)[number]

const READING: readonly Permission[] = ['project.read', 'round.read', 'ledger.export']

/**
 * The three administrators are separate people (GB/T 22239-2019, 8.1.5.1–8.1.5.3): the system administrator keeps organisations,
 * accounts and settings; the security administrator grants roles and sets what signing in asks for; the auditor reads the record.
 * None of them works figures. A new role is added here and in `role_grant_role`, nowhere else.
 */
export const PERMISSIONS_OF_ROLE: Record<Role, readonly Permission[]> = {
  leader: [...READING, 'people.read', 'setting.read'],
  dispatchOffice: [
    ...READING,
    'project.write',
    'project.assign',
    'cohort.write',
    'project.merge',
    'ledger.import',
    'figure.correct',
    'library.decide',
    'roster.write',
    'preset.write',
    'round.open',
    'round.lock',
    'report.write',
    'report.review',
    'ranking.publish',
    'bulletin.publish',
    'people.read',
    'setting.read',
  ],
  reporter: [...READING, 'report.write', 'setting.read'],
  steward: [...READING, 'setting.read'],
  systemAdministrator: ['people.read', 'organisation.manage', 'account.manage', 'setting.read', 'setting.manage'],
  securityAdministrator: ['people.read', 'role.grant', 'security.manage', 'setting.read'],
  auditor: [...READING, 'people.read', 'setting.read', 'record.read'],
}

/** Roles that stand alone: who holds one holds no other kind (PostgreSQL refuses it too, `role_grant_separate`). */
export const SEPARATE_ROLES: readonly Role[] = ['systemAdministrator', 'securityAdministrator', 'auditor']
