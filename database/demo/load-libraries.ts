import { dateInChina } from '#kernel/period.ts'
import { type Connection, insertRows } from './bulk-insert.ts'
import { before } from './load-projects.ts'
import type { DemoRegion } from './region.ts'

/** Moves, lists with their members, and check lists. Who works the city's office entered them. */
export async function loadLibraries(client: Connection, { libraries, accounts }: DemoRegion, now: Date): Promise<void> {
  const { moves, rosters, members, checks } = libraries
  const by = accounts.find(({ username }) => username === 'office')!.id
  await insertRows(
    client,
    'project_move',
    MOVE_COLUMNS,
    moves.map((move) => datedMove(move, now)),
  )
  await client.query(`select setval('project_move_batch', (select max(batch) from project_move))`)
  await insertRows(
    client,
    'roster',
    ROSTER_COLUMNS,
    rosters.map((roster) => ({ ...roster, createdBy: by, createdAt: `${roster.validFrom}T02:00:00Z` })),
  )
  await insertRows(
    client,
    'roster_member',
    MEMBER_COLUMNS,
    members.map((member) => ({
      ...member,
      addedBy: by,
      addedAt: `${member.joinedOn}T02:00:00Z`,
      leaveDocument: '',
      removedBy: member.leftOn ? by : null,
      removedAt: member.leftOn ? `${member.leftOn}T02:00:00Z` : null,
    })),
  )
  await insertRows(
    client,
    'check_item',
    CHECK_COLUMNS,
    checks.map((check) => ({ ...check, doneBy: check.doneOn ? by : null })),
  )
}

function datedMove(move: DemoRegion['libraries']['moves'][number], now: Date) {
  const proposedAt = move.proposedOn ? `${move.proposedOn}T02:00:00Z` : before(now, move.proposedMinutesAgo!)
  const decidedAt = move.decidedMinutesAgo === null ? proposedAt : before(now, move.decidedMinutesAgo)
  return {
    ...move,
    proposedAt,
    effectiveOn: move.effectiveOn ?? dateInChina(now),
    decidedAt: move.state === 'waiting' ? null : decidedAt,
  }
}

const MOVE_COLUMNS = {
  batch: 'integer',
  project_id: 'integer',
  org_id: 'integer',
  proposal: 'jsonb',
  kind: 'text',
  source: 'text',
  from_library: 'text',
  to_library: 'text',
  from_stage: 'text',
  to_stage: 'text',
  from_priority: 'boolean',
  to_priority: 'boolean',
  reason: 'text',
  effective_on: 'date',
  proposed_by: 'integer',
  proposed_at: 'timestamptz',
  state: 'text',
  decided_by: 'integer',
  decided_at: 'timestamptz',
  document_number: 'text',
  document_date: 'date',
  deciding_body: 'text',
  decision_remark: 'text',
}

const ROSTER_COLUMNS = {
  id: 'integer',
  name: 'text',
  kind: 'text',
  level: 'text',
  year: 'integer',
  org_id: 'integer',
  owner: 'text',
  document_number: 'text',
  document_date: 'date',
  valid_from: 'date',
  valid_to: 'date',
  note: 'text',
  created_by: 'integer',
  created_at: 'timestamptz',
}

const MEMBER_COLUMNS = {
  roster_id: 'integer',
  project_id: 'integer',
  joined_on: 'date',
  join_document: 'text',
  batch: 'text',
  tier: 'text',
  added_by: 'integer',
  added_at: 'timestamptz',
  left_on: 'date',
  leave_document: 'text',
  leave_reason: 'text',
  removed_by: 'integer',
  removed_at: 'timestamptz',
}

const CHECK_COLUMNS = {
  project_id: 'integer',
  kind: 'text',
  title: 'text',
  owner: 'text',
  due_on: 'date',
  done_on: 'date',
  done_by: 'integer',
}
