import pg from 'pg'

/** What keeps rows in order while people work and is in the way of a load. */
export type Restraints = {
  foreignKeys: { table: string; name: string; definition: string }[]
  triggers: { table: string; name: string; enabled: string }[]
}

const name = (text: string) => pg.escapeIdentifier(text)

/**
 * Empties every table, drops the foreign keys (so that tables come in any order, and each key is checked once) and silences the
 * triggers. Answers what `restrainTables` puts back, in the same transaction.
 */
export async function openTables(client: pg.ClientBase): Promise<Restraints> {
  const { rows: foreignKeys } = await client.query<Restraints['foreignKeys'][number]>(
    `select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace order by k.oid`,
  )
  const { rows: triggers } = await client.query<Restraints['triggers'][number]>(
    `select c.relname as table, t.tgname as name, t.tgenabled as enabled
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and t.tgenabled <> 'D' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by t.oid`,
  )
  for (const key of foreignKeys) await client.query(`alter table ${name(key.table)} drop constraint ${name(key.name)}`)
  for (const trigger of triggers)
    await client.query(`alter table ${name(trigger.table)} disable trigger ${name(trigger.name)}`)
  const { rows: tables } = await client.query<{ table: string }>(
    `select c.relname as table from pg_class c
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'guatu_migration'`,
  )
  await client.query(`truncate ${tables.map(({ table }) => name(table)).join(', ')}`)
  return { foreignKeys, triggers }
}

const ENABLED: Record<string, string> = { O: 'enable', A: 'enable always', R: 'enable replica' }

/** Puts keys and triggers back as they were; a row that refers to nothing is refused by PostgreSQL (23503). */
export async function restrainTables(client: pg.ClientBase, { foreignKeys, triggers }: Restraints): Promise<void> {
  for (const key of foreignKeys) {
    await client.query(`alter table ${name(key.table)} add constraint ${name(key.name)} ${key.definition}`)
  }
  for (const trigger of triggers) {
    await client.query(`alter table ${name(trigger.table)} ${ENABLED[trigger.enabled]} trigger ${name(trigger.name)}`)
  }
}
