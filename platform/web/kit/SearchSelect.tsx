import { Select } from 'antd'
import { useWords } from '../words/use-words.ts'
import { Skin } from './Skin.tsx'

type Props = {
  value: string | null
  onChange: (next: string | null) => void
  /** `search`: further text that finds the option, such as pinyin initials. */
  options: readonly { value: string; label: string; search?: string }[]
  id?: string
  placeholder?: string
  clearable?: boolean
  disabled?: boolean
}

/** A choice among many, found by typing. Brings antd with it: use it on pages that are not the first. */
export function SearchSelect({ value, onChange, options, id, placeholder, clearable, disabled }: Props) {
  const w = useWords()
  return (
    <Skin>
      <Select
        id={id}
        value={value}
        options={options.map((option) => ({ ...option }))}
        onChange={(next: string | undefined) => onChange(next ?? null)}
        showSearch={{
          filterOption: (typed, option) =>
            `${option?.label} ${option?.search ?? ''}`.toLowerCase().includes(typed.toLowerCase()),
        }}
        placeholder={placeholder ?? w('kit.choose')}
        notFoundContent={w('kit.noOption')}
        allowClear={clearable}
        disabled={disabled}
        style={{ width: '100%' }}
      />
    </Skin>
  )
}
