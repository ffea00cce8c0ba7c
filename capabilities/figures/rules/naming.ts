/** 市, 县 or 区 of the organisation the bulletin is about: 全市, 市本级, 市直. */
export function levelWord(name: string): '市' | '县' | '区' | '旗' {
  const last = name.at(-1)
  return last === '县' || last === '区' || last === '旗' ? last : '市'
}
