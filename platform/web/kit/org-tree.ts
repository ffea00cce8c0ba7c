export type OrgRow = { id: number; parentId: number | null; name: string; kind: string; aliases?: string[] }
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

/** A tree as lines from top to bottom, each with its depth. */
export function flatTree<Row extends OrgRow>(nodes: readonly OrgNode<Row>[]): OrgNode<Row>[] {
  return nodes.flatMap((node) => [node, ...flatTree(node.children)])
}

function deepen<Row extends OrgRow>(node: OrgNode<Row>, depth: number): void {
  node.depth = depth
  for (const child of node.children) deepen(child, depth + 1)
}
