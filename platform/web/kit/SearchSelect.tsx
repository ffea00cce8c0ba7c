import { Select } from 'antd'
import { useWords } from '../words/use-words.ts'
import { Skin } from './Skin.tsx'

type Choice = {
  value: string
  label: string
  /** Further text that finds it, such as short names or pinyin initials. */
  search?: string | undefined
  /** How far it stands in, in a list that is a tree. */
  depth?: number
}
type Props = {
  value: string | null
  onChange: (next: string | null) => void
  options: readonly Choice[]
  id?: string
  /** What it is called where no label belongs to its id. */
  label?: string
  placeholder?: string
  clearable?: boolean
  disabled?: boolean
  /** Told what is typed; the options given are then what it finds. */
  onSearch?: (typed: string) => void
}

/** A choice among many, found by typing; Enter takes the first that fits. Brings antd with it: use it on pages that are not the first. */
export function SearchSelect({
  value,
  onChange,
  options,
  id,
  label,
  placeholder,
  clearable,
  disabled,
  onSearch,
}: Props) {
  const w = useWords()
  return (
    <Skin>
      <Select
        id={id}
        aria-label={label}
        value={value}
        options={options.map((option) => ({ ...option }))}
        onChange={(next: string | undefined) => onChange(next ?? null)}
        showSearch={onSearch ? { filterOption: false, onSearch } : { filterOption: fits }}
        optionRender={({ data, label }) => <span style={{ paddingLeft: `${data.depth ?? 0}rem` }}>{label}</span>}
        placeholder={placeholder ?? w('kit.choose')}
        notFoundContent={w('kit.noOption')}
        allowClear={clearable}
        disabled={disabled}
        style={{ width: '100%' }}
      />
    </Skin>
  )
}

function fits(typed: string, option: Choice | undefined): boolean {
  return `${option?.label} ${option?.search ?? ''}`.toLowerCase().includes(typed.toLowerCase())
}
