import { addMonths, type Month } from '#kernel/period.ts'
import { fromWan } from './amounts.ts'
import type { Draft, Standing } from './drafts.ts'
import { STORY_PLACES } from './places.ts'
import type { Gazette } from './siting.ts'

export type StoryDrafts = { steelWorks: Draft; claimedTwice: [Draft, Draft] }

/** Rewrites three drafts into the ones a leader would recognise: the stalled steel works, and one project in two counties' sheets. */
export function tellStories(drafts: Draft[], anchor: Month, gazette: Gazette): StoryDrafts {
  const [here, there] = STORY_PLACES.claimedTwice
  return {
    steelWorks: stallSteelWorks(drafts, anchor, gazette),
    claimedTwice: [
      claim(pick(drafts, here, 'green'), anchor, gazette, {
        home: '禾原农产品加工园',
        name: '年产12万吨玉米淀粉糖深加工项目',
      }),
      claim(pick(drafts, there, 'green'), anchor, gazette, {
        home: '荷叶圩镇',
        name: '12万吨玉米淀粉糖深加工生产线项目',
      }),
    ],
  }
}

function stallSteelWorks(drafts: Draft[], anchor: Month, gazette: Gazette): Draft {
  const home = gazette.find(STORY_PLACES.steelPark)
  const draft = drafts.find(
    ({ standing, county }) => standing === 'suspended' && home.path.startsWith(`${county.path}.`),
  )!
  return Object.assign(draft, {
    identity: {
      name: '砚浦特钢年产150万吨优特钢升级改造项目',
      owner: '砚浦岚屿特种钢铁有限公司',
      industry: '黑色金属冶炼和压延加工业',
      constructionNature: 'technicalUpgrade',
      works: '120吨电炉、精炼炉、连铸机及棒线材生产线',
    },
    field: '工业',
    home,
    place: gazette.placeAt(home, draft.county),
    total: fromWan(286_000),
    start: addMonths(anchor, -21),
    plannedStart: addMonths(anchor, -21),
    finish: addMonths(anchor, 12),
    stoppedAfter: addMonths(anchor, -6),
  } satisfies Partial<Draft>)
}

/** The same works, owner, money and dates: only the name and the county that claims it differ. */
function claim(draft: Draft, anchor: Month, gazette: Gazette, claimed: { home: string; name: string }): Draft {
  const home = gazette.find(claimed.home)
  return Object.assign(draft, {
    identity: {
      name: claimed.name,
      owner: '云川丰穰生物科技有限公司',
      industry: '农副食品加工业',
      constructionNature: 'newBuild',
      works: '原料仓、淀粉车间、糖化车间及污水处理站',
    },
    field: '工业',
    home,
    place: gazette.placeAt(home, draft.county),
    total: fromWan(36_000),
    start: addMonths(anchor, -14),
    plannedStart: addMonths(anchor, -14),
    finish: addMonths(anchor, 9),
    stoppedAfter: null,
    lacksCode: home.kind === 'town',
  } satisfies Partial<Draft>)
}

function pick(drafts: Draft[], countyName: string, wanted: Standing): Draft {
  return drafts.find(
    ({ standing, county, isMunicipal, start }) =>
      county.name === countyName && standing === wanted && !isMunicipal && start,
  )!
}
