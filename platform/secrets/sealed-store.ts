import { asOwner } from '../postgres/owner.ts'

/** Under which keys the values of this database are sealed; their columns end in `_sealed`. */
export async function keyIdsInUse(ownerUrl: string): Promise<string[]> {
  return await asOwner(ownerUrl, async (owner) => {
    const { rows: columns } = await owner.query<{ source: string; name: string }>(
      `select a.attrelid::regclass::text as source, quote_ident(a.attname) as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname like '%\\_sealed' and not a.attisdropped`,
    )
    if (columns.length === 0) return []
    const each = columns.map(
      ({ source, name }) => `select split_part(${name}, '.', 2) as id from ${source} where ${name} is not null`,
    )
    const { rows } = await owner.query<{ id: string }>(each.join(' union '))
    return rows.map(({ id }) => id)
  })
}
