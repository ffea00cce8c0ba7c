import { BRANDS, INDUSTRIAL_PRODUCTS } from './product-names.ts'
import type { Random } from './random.ts'
import type { Field, Organisation, Project } from './region.ts'
import {
  FARM_UNDERTAKINGS,
  INFRASTRUCTURE_UNDERTAKINGS,
  type Level,
  LIVELIHOOD_UNDERTAKINGS,
  type Undertaking,
} from './undertaking-names.ts'

export type ProjectIdentity = {
  name: string
  owner: string
  industry: string
  constructionNature: Project['constructionNature']
  works: string
}

const INDUSTRIAL_FORMS: { suffix: string; nature: Project['constructionNature'] }[] = [
  { suffix: '生产线建设项目', nature: 'newBuild' },
  { suffix: '生产基地项目', nature: 'newBuild' },
  { suffix: '项目', nature: 'newBuild' },
  { suffix: '扩建项目', nature: 'expansion' },
  { suffix: '二期项目', nature: 'expansion' },
  { suffix: '智能化技术改造项目', nature: 'technicalUpgrade' },
]

/** Names never repeat within the region. */
export function identityMaker(
  random: Random,
): (field: Field, home: Organisation, county: Organisation) => ProjectIdentity {
  const taken = new Set<string>()
  return (field, home, county) => {
    for (;;) {
      const identity = field === '工业' ? industrial(random, county) : undertaking(random, field, home, county)
      if (taken.has(identity.name)) continue
      taken.add(identity.name)
      return identity
    }
  }
}

function industrial(random: Random, county: Organisation): ProjectIdentity {
  const product = random.pick(INDUSTRIAL_PRODUCTS)
  const form = random.pick(INDUSTRIAL_FORMS)
  const brand = random.pick(BRANDS)
  const output = tidyNumber(random, product.low, product.high)
  const kind = random.pick(['科技', '新材料', '实业', '智造', '集团', '股份'])
  return {
    name: `${random.chance(0.45) ? brand : ''}年产${output}${product.unit}${product.name}${form.suffix}`,
    owner: `${random.chance(0.4) ? '云川' : placeName(county)}${brand}${kind}有限公司`,
    industry: product.industry,
    constructionNature: form.nature,
    works: product.works,
  }
}

const UNDERTAKINGS: Record<Exclude<Field, '工业'>, Undertaking[]> = {
  农业: FARM_UNDERTAKINGS,
  基础设施: INFRASTRUCTURE_UNDERTAKINGS,
  民生: LIVELIHOOD_UNDERTAKINGS,
}

/** What a city department builds, by its label: a bureau of education builds no dykes. */
const CITY_WORKS: Record<string, RegExp> = {
  zhujian: /供热|保障性|文化体育|污水/,
  jiaotong: /快速路|枢纽站/,
  shuili: /河道|水源/,
  weijian: /医院|养老/,
  jiaoyu: /中学/,
}

function undertaking(
  random: Random,
  field: Exclude<Field, '工业'>,
  home: Organisation,
  county: Organisation,
): ProjectIdentity {
  const level = levelOf(home)
  const allowed = CITY_WORKS[home.path.split('.').at(-1)!] ?? /./
  const fitting = UNDERTAKINGS[field].filter(({ name, at }) => at.includes(level) && allowed.test(name))
  const choice = random.pick(fitting)
  const number = tidyNumber(random, choice.low, choice.high)
  const amount = choice.name.startsWith('第') ? '一二三四五六七八九'.charAt(number - 1) : String(number)
  const year = random.chance(0.12) ? `（${random.pick(['一', '二', '三'])}期）` : ''
  return {
    name: `${siteName(home, county)}${choice.name.replace('{n}', amount)}${year}`,
    owner: ownerOf(random, field, home, county),
    industry: choice.industry,
    constructionNature: /改造|提质|提标|治理|整治/.test(choice.name)
      ? 'reconstruction'
      : /扩/.test(choice.name)
        ? 'expansion'
        : 'newBuild',
    works: choice.works,
  }
}

function ownerOf(random: Random, field: Field, home: Organisation, county: Organisation): string {
  if (home.kind === 'department') return `${home.name.replace('市', '云川市')}工程建设中心`
  if (field === '农业' && random.chance(0.6)) return `${placeName(county)}${random.pick(BRANDS)}农业发展有限公司`
  if (home.kind === 'town' && random.chance(0.4))
    return home.name.endsWith('街道') ? `${home.name}办事处` : `${home.name}人民政府`
  return `${placeName(county)}${random.pick(['城市建设投资', '乡村振兴发展', '水务投资', '交通建设投资'])}有限公司`
}

/** 南屏县 → 南屏, 云川经济技术开发区 → 云川经开. */
function placeName(county: Organisation): string {
  return county.kind === 'zone' ? '云川经开' : county.name.replace(/[县区市]$/, '')
}

function siteName(home: Organisation, county: Organisation): string {
  if (home.kind === 'town' || home.kind === 'park') return home.name
  return home.kind === 'department' ? '云川市' : county.name
}

function levelOf({ kind, name }: Organisation): Level {
  if (kind === 'department') return 'city'
  if (kind === 'park') return 'park'
  if (kind === 'town') return name.endsWith('街道') ? 'street' : 'town'
  return 'county'
}

/** 110 and 220 kV lines aside, officials like round figures: 1, 2, 3, 5, 12, 20, 150, 2400. */
function tidyNumber(random: Random, low: number, high: number): number {
  if (low === 110) return random.pick([110, 220])
  const value = low * (high / low) ** random.next()
  const step = value >= 1000 ? 100 : value >= 200 ? 20 : value >= 50 ? 5 : 1
  return Math.max(low, Math.round(value / step) * step)
}
