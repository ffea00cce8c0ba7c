import { foldName } from '#kernel/fold.ts'
import type { Month } from '#kernel/period.ts'
import { type Connection, continueIdentities, insertRows } from './bulk-insert.ts'
import { generateRegion } from './generate.ts'
import { loadDictionaries } from './load-dictionaries.ts'
import { loadLibraries } from './load-libraries.ts'
import { loadPapers } from './load-papers.ts'
import { loadProjects } from './load-projects.ts'
import { loadReports } from './load-reports.ts'
import { loadStages } from './load-stages.ts'
import type { DemoRegion } from './region.ts'

export type DemoSummary = {
  anchor: Month
  name: string
  counts: Record<'organisations' | 'accounts' | 'projects' | 'months' | 'rounds' | 'reports' | 'photographs', number>
  /** whom one can sign in as */
  accounts: { username: string; displayName: string; role: string }[]
}

const IDENTITIES = [
  'organisation',
  'account',
  'campaign',
  'project',
  'figure_correction',
  'round',
  'progress_report',
  'stored_file',
  'stage_step',
  'cohort',
  'cohort_member',
  'joint_start',
  'joint_start_project',
  'roster',
] as const
const BOUNDARY_SOURCE = '演示数据：轮廓由程序生成，不是真实行政区划界线'

/**
 * Fills an empty database with the demonstration region, within the caller's transaction and as the owner of the tables. Everything in it
 * is invented and the region says so. The standing columns of projects, the light preset and the record entry are the caller's.
 * Fails on the primary key when the database already holds organisations.
 */
export async function loadDemo(
  client: Connection,
  options: { anchor: Month; passwordHash: string; now: Date },
): Promise<DemoSummary> {
  const region = generateRegion({ anchor: options.anchor })
  await loadPlaces(client, region)
  await loadAccounts(client, region, options.passwordHash)
  await loadProjects(client, region, options.now)
  await loadStages(client, region)
  await loadDictionaries(client, Number(options.anchor.slice(0, 4)))
  await loadLibraries(client, region, options.now)
  await loadPapers(client, region)
  await loadReports(client, region, options.now)
  await continueIdentities(client, IDENTITIES)
  // the standings are computed right after this: without statistics the planner would take the tables for empty
  await client.query('analyze project, project_month, annual_plan, stage_step, cohort_member')
  return summaryOf(region)
}

async function loadPlaces(client: Connection, region: DemoRegion): Promise<void> {
  const { name, issuer, anchor, organisations, aliases, boundaries } = region
  await client.query('insert into region (name, issuer, as_of_month, is_demo) values ($1, $2, $3, true)', [
    name,
    issuer,
    anchor,
  ])
  await insertRows(
    client,
    'organisation',
    {
      id: 'integer',
      parent_id: 'integer',
      kind: 'text',
      name: 'text',
      folded_name: 'text',
      division_code: 'text',
      path: 'ltree',
      sort_order: 'integer',
    },
    organisations.map((organisation) => ({ ...organisation, foldedName: foldName(organisation.name) })),
  )
  await insertRows(
    client,
    'organisation_alias',
    { organisation_id: 'integer', alias: 'text', folded_alias: 'text', source: 'text' },
    aliases.map((alias) => ({ ...alias, foldedAlias: foldName(alias.alias), source: '演示数据' })),
  )
  await insertRows(
    client,
    'organisation_boundary',
    { organisation_id: 'integer', rings: 'jsonb', is_generated: 'boolean', source: 'text' },
    boundaries.map((boundary) => ({ ...boundary, isGenerated: true, source: BOUNDARY_SOURCE })),
  )
}

async function loadAccounts(client: Connection, { accounts, rounds }: DemoRegion, passwordHash: string): Promise<void> {
  const since = rounds[0]!.openedAt
  await insertRows(
    client,
    'account',
    {
      id: 'integer',
      username: 'text',
      folded_username: 'text',
      display_name: 'text',
      phone: 'text',
      organisation_id: 'integer',
      created_at: 'timestamptz',
    },
    accounts.map((account) => ({ ...account, foldedUsername: account.username, createdAt: since })),
  )
  await insertRows(
    client,
    'password',
    { account_id: 'integer', hash: 'text', set_at: 'timestamptz' },
    accounts.map(({ id }) => ({ accountId: id, hash: passwordHash, setAt: since })),
  )
  const administrator = accounts.find(({ role }) => role === 'securityAdministrator')!.id
  await insertRows(
    client,
    'role_grant',
    {
      account_id: 'integer',
      role: 'text',
      organisation_id: 'integer',
      valid_from: 'timestamptz',
      reason: 'text',
      granted_by: 'integer',
    },
    accounts.map(({ id, role, organisationId }) => ({
      accountId: id,
      role,
      organisationId,
      validFrom: since,
      reason: '演示数据',
      grantedBy: administrator,
    })),
  )
}

function summaryOf(region: DemoRegion): DemoSummary {
  const { anchor, name, organisations, accounts, projects, months, rounds, reports, photographs } = region
  return {
    anchor,
    name,
    counts: {
      organisations: organisations.length,
      accounts: accounts.length,
      projects: projects.length,
      months: months.length,
      rounds: rounds.length,
      reports: reports.length,
      photographs: photographs.length,
    },
    accounts: accounts.map(({ username, displayName, post }) => ({ username, displayName, role: post })),
  }
}
