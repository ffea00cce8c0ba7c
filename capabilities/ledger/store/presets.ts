import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'
import type { LightRules } from '../rules/light.ts'

export type Preset = {
  id: number
  name: string
  version: number
  rules: LightRules
  source: string
  validFrom: string
  isCurrent: boolean
}

export async function listPresets(db: Transaction): Promise<Preset[]> {
  const { rows } = await sql<Preset>`
    select id, name, version, rules, source, valid_from as "validFrom", is_current as "isCurrent" from light_preset order by id desc`.execute(
    db,
  )
  return rows
}

/** Adds the next version under a name and puts it in force. */
export async function addPreset(
  db: Transaction,
  given: { name: string; rules: LightRules; source: string; validFrom: string },
): Promise<Preset> {
  await sql`update light_preset set is_current = false where is_current`.execute(db)
  const { rows } = await sql<Preset>`
    insert into light_preset (name, version, rules, source, valid_from, is_current)
    select ${given.name}, coalesce(max(version), 0) + 1, ${JSON.stringify(given.rules)}::jsonb, ${given.source}, ${given.validFrom}, true
    from light_preset where name = ${given.name}
    returning id, name, version, rules, source, valid_from as "validFrom", is_current as "isCurrent"`.execute(db)
  return rows[0]!
}

export async function listCampaigns(db: Transaction) {
  const { rows } = await sql<{ id: number; name: string; startsOn: string; endsOn: string }>`
    select id, name, starts_on as "startsOn", ends_on as "endsOn" from campaign order by sort_order, id`.execute(db)
  return rows
}
