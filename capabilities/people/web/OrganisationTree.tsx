import { useMemo, useState } from 'react'
import { useIsPhone } from '#platform/web/kit/media.ts'
import { type OrgNode, orgTree } from '#platform/web/kit/org-tree.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Organisation } from '../contract.ts'

type Props = {
  organisations: readonly Organisation[]
  /** Accounts of its own, by organisation. */
  own: ReadonlyMap<number, number>
  chosen: number | null
  onChoose: (id: number | null) => void
}

/** The tree in the office's own order; beside each name the accounts in it and below it. */
export function OrganisationTree({ organisations, own, chosen, onChoose }: Props) {
  const w = useWords()
  const phone = useIsPhone()
  const tree = useMemo(() => orgTree(organisations), [organisations])
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set())
  const counts = useMemo(() => countsOf(tree, own), [tree, own])
  const fold = (id: number) => {
    const next = new Set(folded)
    if (!next.delete(id)) next.add(id)
    setFolded(next)
  }
  const line = (node: OrgNode<Organisation>) => {
    const { id, name } = node.row
    // below the counties (on a phone, below the city) all is folded until asked for; what one turned over is the exception
    const isOpen = (node.depth < 1 && !phone) !== folded.has(id)
    return (
      <li key={id}>
        <div
          className="org-line"
          data-chosen={chosen === id || undefined}
          style={{ paddingLeft: `${node.depth * 1}rem` }}
        >
          {node.children.length > 0 ? (
            <button
              type="button"
              className="org-fold"
              aria-expanded={isOpen}
              aria-label={name}
              onClick={() => fold(id)}
            >
              {isOpen ? '−' : '+'}
            </button>
          ) : (
            <span className="org-fold" />
          )}
          <button
            type="button"
            className="org-name"
            aria-pressed={chosen === id}
            title={name}
            onClick={() => onChoose(chosen === id || node.row.parentId === null ? null : id)}
          >
            <span>{name}</span>
            <small>{counts.get(id) || ''}</small>
          </button>
        </div>
        {isOpen && node.children.length > 0 && <ul>{node.children.map(line)}</ul>}
      </li>
    )
  }
  return (
    <nav className="org-tree" aria-label={w('people.tree')}>
      <ul>{tree.map(line)}</ul>
    </nav>
  )
}

function countsOf(tree: readonly OrgNode<Organisation>[], own: ReadonlyMap<number, number>): Map<number, number> {
  const counts = new Map<number, number>()
  const count = (node: OrgNode<Organisation>): number => {
    const sum = node.children.reduce((below, child) => below + count(child), own.get(node.row.id) ?? 0)
    counts.set(node.row.id, sum)
    return sum
  }
  tree.forEach(count)
  return counts
}
