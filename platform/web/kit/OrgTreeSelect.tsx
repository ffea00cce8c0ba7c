import { useMemo } from 'react'
import { choosable, flatTree, type OrgRow, orgTree, searchedBy } from './org-tree.ts'
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

/** One organisation of the tree, found by name, short name or former name; closed ones are not offered. Brings antd with it: use it on pages that are not the first. */
export function OrgTreeSelect({ organisations, value, onChange, ...rest }: Props) {
  const options = useMemo(
    () =>
      flatTree(orgTree(choosable(organisations, value))).map(({ row, depth }) => ({
        value: String(row.id),
        label: row.name,
        search: searchedBy(row),
        depth,
      })),
    [organisations, value],
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
