import { TreeSelect } from 'antd'
import { useMemo } from 'react'
import { useWords } from '../words/use-words.ts'
import { type OrgNode, type OrgRow, orgTree } from './org-tree.ts'
import { Skin } from './Skin.tsx'

type Props = {
  organisations: readonly OrgRow[]
  value: number | null
  onChange: (id: number | null) => void
  id?: string
  placeholder?: string
  clearable?: boolean
  disabled?: boolean
}

/** One organisation of the tree, found by name or short name. Brings antd with it: use it on pages that are not the first. */
export function OrgTreeSelect({ organisations, value, onChange, id, placeholder, clearable, disabled }: Props) {
  const w = useWords()
  const tree = useMemo(() => orgTree(organisations).map(toAntd), [organisations])
  const roots = tree.map((node) => node.value)
  return (
    <Skin>
      <TreeSelect
        id={id}
        value={value ?? undefined}
        treeData={tree}
        onChange={(next: number | undefined) => onChange(next ?? null)}
        showSearch={{
          filterTreeNode: (typed, node) => String(node.search).toLowerCase().includes(typed.toLowerCase()),
        }}
        treeDefaultExpandedKeys={roots}
        placeholder={placeholder ?? w('kit.choose')}
        notFoundContent={w('kit.noOption')}
        allowClear={clearable}
        disabled={disabled}
        style={{ width: '100%' }}
      />
    </Skin>
  )
}

type AntdNode = { value: number; title: string; search: string; children: AntdNode[] }

function toAntd({ row, children }: OrgNode): AntdNode {
  return {
    value: row.id,
    title: row.name,
    search: [row.name, ...(row.aliases ?? [])].join(' '),
    children: children.map(toAntd),
  }
}
