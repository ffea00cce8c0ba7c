import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'
import type { LightAdoption, LightPreset } from './contract.ts'

const PRESET = sql`l.id, l.name, l.version, l.rules, l.source, l.valid_from as "validFrom", l.is_current as "isCurrent"`

export async function listPresets(db: Transaction): Promise<LightPreset[]> {
  const { rows } = await sql<LightPreset>`select ${PRESET} from light_preset l order by l.id desc`.execute(db)
  return rows
}

export async function findPreset(db: Transaction, id: number): Promise<LightPreset | null> {
  const { rows } = await sql<LightPreset>`select ${PRESET} from light_preset l where l.id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** The version in force; who changes it waits for whoever does so now. */
export async function lockCurrent(db: Transaction): Promise<LightPreset | null> {
  const { rows } = await sql<LightPreset>`select ${PRESET} from light_preset l where l.is_current for update`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Adds the next version under a name; it is not yet in force. */
export async function addPreset(
  db: Transaction,
  given: Pick<LightPreset, 'name' | 'rules' | 'source' | 'validFrom'>,
): Promise<LightPreset> {
  const { rows } = await sql<LightPreset>`
    insert into light_preset as l (name, version, rules, source, valid_from)
    select ${given.name}, coalesce(max(p.version), 0) + 1, ${JSON.stringify(given.rules)}::jsonb, ${given.source}, ${given.validFrom}
    from light_preset p where p.name = ${given.name}
    returning ${PRESET}`.execute(db)
  return rows[0]!
}

type Adoption = { presetId: number; validFrom: string; reason: string; by: number; at: Date }

/** Puts a version in force, and keeps when, by whom and why. */
export async function adopt(db: Transaction, { presetId, validFrom, reason, by, at }: Adoption): Promise<void> {
  await sql`update light_preset set is_current = false where is_current`.execute(db)
  await sql`update light_preset set is_current = true where id = ${presetId}`.execute(db)
  await sql`insert into light_adoption (preset_id, valid_from, reason, adopted_by, adopted_at)
    values (${presetId}, ${validFrom}, ${reason}, ${by}, ${at.toISOString()})`.execute(db)
}

export async function listAdoptions(db: Transaction): Promise<LightAdoption[]> {
  const { rows } = await sql<LightAdoption>`
    select a.id, a.preset_id as "presetId", l.name, l.version, a.valid_from as "validFrom", a.reason, who.display_name as "adoptedBy",
      a.adopted_at as "adoptedAt"
    from light_adoption a join light_preset l on l.id = a.preset_id left join account who on who.id = a.adopted_by
    order by a.id desc limit 200`.execute(db)
  return rows
}
