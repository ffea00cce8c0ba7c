import type { Connection } from './bulk-insert.ts'

const TERMS: { code: string; label: string; meaning: string; stages: string[] }[] = [
  { code: 'signed', label: '签约一批', meaning: '示例：已签约、正在办理前期手续', stages: ['signed', 'preparation'] },
  { code: 'started', label: '开工一批', meaning: '示例：已开工建设', stages: ['started', 'underConstruction'] },
  {
    code: 'producing',
    label: '投产一批',
    meaning: '示例：已竣工或投产',
    stages: ['completed', 'inProduction', 'atCapacity'],
  },
]

/**
 * One of the names that documents leave open is explained, as an example and marked as one; the others stay open, as they are in a real
 * region on its first day. Priority projects carry its terms by their stage.
 */
export async function loadDictionaries(client: Connection, year: number): Promise<void> {
  const { rows } = await client.query(
    `update dictionary set meaning = $1, source = $2, is_example = true where code = 'san-ge-yi-pi' returning id`,
    ['示例：签约一批、开工一批、投产一批。', '演示数据，没有文件依据'],
  )
  for (const [index, { code, label, meaning, stages }] of TERMS.entries()) {
    const { rows: added } = await client.query(
      `insert into dictionary_term (dictionary_id, code, label, meaning, sort_order, valid_from)
      values ($1, $2, $3, $4, $5, $6) returning id`,
      [(rows[0] as { id: number }).id, code, label, meaning, index + 1, `${year}-01-01`],
    )
    await client.query(
      `insert into project_term (project_id, term_id) select p.id, $1 from project p where p.is_priority and p.stage = any ($2::text[])`,
      [(added[0] as { id: number }).id, stages],
    )
  }
}
