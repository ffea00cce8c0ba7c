export type Choice = { insert: string; means: string }
export type ChoiceGroup = { title: string; items: Choice[] }

/** What can be chosen one by one: names that are told together (单位、项目、…) are a choice each. */
export function choicesOf(groups: readonly ChoiceGroup[]): ChoiceGroup[] {
  return groups.map(({ title, items }) => ({
    title,
    items: items.flatMap(({ insert, means }) =>
      insert.includes('{{') ? [{ insert, means }] : insert.split('、').map((one) => ({ insert: one, means })),
    ),
  }))
}

/** Groups with only what holds all the words looked for; empty groups are left out. */
export function foundIn(groups: readonly ChoiceGroup[], search: string): ChoiceGroup[] {
  const words = search.split(/\s+/).filter((word) => word !== '')
  return groups
    .map(({ title, items }) => ({
      title,
      items: items.filter(({ insert, means }) => words.every((word) => `${insert}${means}${title}`.includes(word))),
    }))
    .filter(({ items }) => items.length > 0)
}
