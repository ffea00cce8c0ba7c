import type pg from 'pg'

/** All the loader needs of a connection: one statement with bound values. */
export type Connection = Pick<pg.ClientBase, 'query'>

/**
 * Inserts many rows with one statement. `columns` names each column with its SQL type; a row carries the value under the column's name in
 * camel case. Ids given in the rows are taken as they are.
 */
export async function insertRows<Row extends object>(
  client: Connection,
  table: string,
  columns: Record<string, string>,
  rows: readonly Row[],
): Promise<void> {
  const names = Object.keys(columns)
  const shape = names.map((name) => `"${camelCase(name)}" ${columns[name]}`).join(', ')
  const values = names.map((name) => `r."${camelCase(name)}"`).join(', ')
  await client.query(
    `insert into ${table} (${names.join(', ')}) overriding system value select ${values} from json_to_recordset($1::json) as r(${shape})`,
    [JSON.stringify(rows)],
  )
}

/** Lets the identity columns go on after the ids that were given. */
export async function continueIdentities(client: Connection, tables: readonly string[]): Promise<void> {
  const setting = tables.map(
    (table) =>
      `setval(pg_get_serial_sequence('${table}', 'id'), (select coalesce(max(id), 0) + 1 from ${table}), false)`,
  )
  await client.query(`select ${setting.join(', ')}`)
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
