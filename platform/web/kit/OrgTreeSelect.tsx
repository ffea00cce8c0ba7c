import { useMemo } from 'react'
import { flatTree, type OrgRow, orgTree } from './org-tree.ts'
import { SearchSelect } from './SearchSelect.tsx'

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
export function OrgTreeSelect({ organisations, value, onChange, ...rest }: Props) {
  const options = useMemo(
    () =>
      flatTree(orgTree(organisations)).map(({ row, depth }) => ({
        value: String(row.id),
        label: row.name,
        search: row.aliases?.join(' '),
        depth,
      })),
    [organisations],
  )
  return (
    <SearchSelect
      {...rest}
      value={value === null ? null : String(value)}
      onChange={(next) => onChange(next === null ? null : Number(next))}
      options={options}
    />
  )
}
