import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'
import type { Dictionary, Term } from './contract.ts'

export async function listDictionaries(db: Transaction): Promise<Dictionary[]> {
  const { rows } = await sql<Dictionary>`
    select d.id, d.code, d.name, d.meaning, d.source, d.is_example as "isExample", d.version,
      coalesce((select json_agg(json_build_object('id', t.id, 'code', t.code, 'label', t.label, 'meaning', t.meaning,
        'sortOrder', t.sort_order, 'validFrom', t.valid_from, 'validTo', t.valid_to) order by t.sort_order, t.id)
        from dictionary_term t where t.dictionary_id = d.id), '[]'::json) as terms
    from dictionary d order by d.sort_order, d.id`.execute(db)
  return rows
}

export async function readDictionary(db: Transaction, id: number): Promise<Dictionary | null> {
  return (await listDictionaries(db)).find((one) => one.id === id) ?? null
}

/** Two edits of one dictionary, its terms included, follow each other. */
export async function lockDictionary(db: Transaction, id: number): Promise<boolean> {
  const { rows } = await sql`select d.id from dictionary d where d.id = ${id} for update`.execute(db)
  return rows.length > 0
}

type Author = { by: number; at: Date }

export async function insertDictionary(
  db: Transaction,
  given: { name: string; meaning: string; source: string },
  { by, at }: Author,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into dictionary (code, name, meaning, source, sort_order, created_by, created_at)
    select 'own-' || (coalesce(max(d.id), 0) + 1), ${given.name}, ${given.meaning}, ${given.source}, coalesce(max(d.sort_order), 0) + 1,
      ${by}, ${at.toISOString()}
    from dictionary d returning id`.execute(db)
  return rows[0]!.id
}

export async function updateDictionary(
  db: Transaction,
  id: number,
  given: { name: string; meaning: string; source: string },
): Promise<void> {
  await sql`update dictionary set name = ${given.name}, meaning = ${given.meaning}, source = ${given.source}, is_example = false,
    version = version + 1 where id = ${id}`.execute(db)
}

export async function insertTerm(
  db: Transaction,
  given: { dictionaryId: number; label: string; meaning: string; validFrom: string },
  { by, at }: Author,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into dictionary_term (dictionary_id, code, label, meaning, sort_order, valid_from, created_by, created_at)
    select ${given.dictionaryId}, 't' || (count(*) + 1), ${given.label}, ${given.meaning}, coalesce(max(t.sort_order), 0) + 1,
      ${given.validFrom}, ${by}, ${at.toISOString()}
    from dictionary_term t where t.dictionary_id = ${given.dictionaryId} returning id`.execute(db)
  await touch(db, given.dictionaryId)
  return rows[0]!.id
}

export async function findTerm(db: Transaction, id: number): Promise<(Term & { dictionaryId: number }) | null> {
  const { rows } = await sql<Term & { dictionaryId: number }>`
    select t.id, t.dictionary_id as "dictionaryId", t.code, t.label, t.meaning, t.sort_order as "sortOrder",
      t.valid_from as "validFrom", t.valid_to as "validTo" from dictionary_term t where t.id = ${id}`.execute(db)
  return rows[0] ?? null
}

type EditedTerm = Pick<Term, 'id' | 'label' | 'meaning' | 'sortOrder' | 'validTo'> & { dictionaryId: number }

export async function updateTerm(db: Transaction, term: EditedTerm): Promise<void> {
  await sql`update dictionary_term set label = ${term.label}, meaning = ${term.meaning}, sort_order = ${term.sortOrder},
    valid_to = ${term.validTo}::date where id = ${term.id}`.execute(db)
  await touch(db, term.dictionaryId)
}

async function touch(db: Transaction, id: number): Promise<void> {
  await sql`update dictionary set version = version + 1 where id = ${id}`.execute(db)
}

/** A term with the name of its dictionary, and whether it is still given on a date. */
export type NamedTerm = { id: number; dictionary: string; label: string; isGiven: boolean }

export async function namedTerms(db: Transaction, ids: readonly number[], on: string): Promise<NamedTerm[]> {
  const { rows } = await sql<NamedTerm>`
    select t.id, d.name as dictionary, t.label, t.valid_from <= ${on}::date and (t.valid_to is null or t.valid_to > ${on}::date) as "isGiven"
    from dictionary_term t join dictionary d on d.id = t.dictionary_id
    where t.id = any (${ids}::int[]) order by d.sort_order, d.id, t.sort_order, t.id`.execute(db)
  return rows
}
