import { pinyin } from 'pinyin-pro'
import { CITY, COUNTIES, DEPARTMENTS } from './places.ts'
import type { DemoRegion, Organisation } from './region.ts'

/** The tree: city, then its departments, then each county with its parks and towns; ids and sort order follow the office's fixed order. */
export function plantOrganisations(): Pick<DemoRegion, 'organisations' | 'aliases'> {
  const organisations: Organisation[] = []
  const aliases: DemoRegion['aliases'] = []
  const add = (parent: Organisation | null, entry: NewOrganisation): Organisation => {
    const { label, short = [], ...rest } = entry
    const organisation: Organisation = {
      ...rest,
      id: organisations.length + 1,
      parentId: parent?.id ?? null,
      path: parent ? `${parent.path}.${label}` : label,
      sortOrder: (organisations.length + 1) * 10,
    }
    organisations.push(organisation)
    for (const alias of short) aliases.push({ organisationId: organisation.id, alias })
    return organisation
  }
  const { label, name, divisionCode, short } = CITY
  const city = add(null, { kind: 'city', label, name, divisionCode, short })
  for (const department of DEPARTMENTS) {
    const names = [department.short, department.name.replace('市', '云川市')]
    add(city, { ...plain(department), kind: 'department', divisionCode: null, short: names })
  }
  for (const { kind, label, name, divisionCode, short, parks, towns } of COUNTIES) {
    const office = kind === 'zone' ? `${name}管委会` : `${name}人民政府`
    const county = add(city, { kind, label, name, divisionCode, short: [...short, office] })
    for (const park of parks) add(county, { ...park, kind: 'park', divisionCode: null })
    towns.forEach((town, position) => {
      const code = `${divisionCode}${String(position + 1).padStart(3, '0')}`
      add(county, { kind: 'town', label: asciiLabel(town), name: town, divisionCode: code })
    })
  }
  return { organisations, aliases }
}

/** What officials call the body behind a place: 青箬镇人民政府, 科澜街道办事处, 云川经济技术开发区管委会. */
export function officeOf({ kind, name }: Organisation): string {
  if (kind === 'department') return name.replace('市', '云川市')
  if (kind === 'park' || kind === 'zone') return `${name}管委会`
  return name.endsWith('街道') ? `${name}办事处` : `${name}人民政府`
}

type NewOrganisation = Omit<Organisation, 'id' | 'parentId' | 'path' | 'sortOrder'> & {
  label: string
  short?: string[]
}

function plain({ label, name }: { label: string; name: string }): { label: string; name: string } {
  return { label, name }
}

/** 青箬镇 → qingruo: ltree labels stay ASCII. */
function asciiLabel(town: string): string {
  return pinyin(town.replace(/(街道|镇|乡)$/, ''), { toneType: 'none', type: 'array' }).join('')
}
