export type OrgRow = {
  id: number
  parentId: number | null
  name: string
  kind: string
  aliases?: string[]
  shortName?: string | null
  formerNames?: { name: string }[]
  closedOn?: string | null
}
export type OrgNode<Row extends OrgRow = OrgRow> = { row: Row; depth: number; children: OrgNode<Row>[] }

/** Rows in the office's order as a tree. A row whose parent is out of sight stands at the top. */
export function orgTree<Row extends OrgRow>(rows: readonly Row[]): OrgNode<Row>[] {
  const nodes = new Map(rows.map((row) => [row.id, { row, depth: 0, children: [] } as OrgNode<Row>]))
  const tops: OrgNode<Row>[] = []
  for (const node of nodes.values()) {
    const parent = node.row.parentId === null ? undefined : nodes.get(node.row.parentId)
    if (parent) parent.children.push(node)
    else tops.push(node)
  }
  for (const top of tops) deepen(top, 0)
  return tops
}

/** What one may choose: a closed unit only where it has been chosen already. */
export function choosable<Row extends OrgRow>(rows: readonly Row[], chosen: number | null): Row[] {
  return rows.filter((row) => !row.closedOn || row.id === chosen)
}

/** Further words that find a unit: its short names and the names it had. */
export function searchedBy({ aliases = [], shortName, formerNames = [] }: OrgRow): string {
  return [shortName ?? '', ...aliases, ...formerNames.map(({ name }) => name)].filter(Boolean).join(' ')
}

/** A tree as lines from top to bottom, each with its depth. */
export function flatTree<Row extends OrgRow>(nodes: readonly OrgNode<Row>[]): OrgNode<Row>[] {
  return nodes.flatMap((node) => [node, ...flatTree(node.children)])
}

function deepen<Row extends OrgRow>(node: OrgNode<Row>, depth: number): void {
  node.depth = depth
  for (const child of node.children) deepen(child, depth + 1)
}
