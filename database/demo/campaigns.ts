import { addMonths, type Month, yearOf } from '#kernel/period.ts'
import type { Draft } from './drafts.ts'
import { type Random, randomFor } from './random.ts'
import type { Campaign, DemoRegion } from './region.ts'

type Rule = { campaign: Omit<Campaign, 'id' | 'sortOrder'>; takes: (draft: Draft, random: Random) => boolean }

/** Five drives whose members overlap: a project counts once however many claim it. The project claimed twice is in two different ones. */
export function planCampaigns(
  seed: number,
  anchor: Month,
  drafts: Draft[],
  claimedTwice: [Draft, Draft],
): Pick<DemoRegion, 'campaigns' | 'campaignProjects'> {
  const random = randomFor(seed, 'campaigns')
  const rules = campaignRules(anchor)
  const [inIndustry, inHundredDays] = claimedTwice
  const campaignProjects = rules.flatMap(({ takes }, position) =>
    drafts
      .filter((draft) => {
        const isMember = takes(draft, random)
        if (draft === inIndustry) return position === 0
        return draft === inHundredDays ? position === 1 : isMember
      })
      .map(({ id }) => ({ campaignId: position + 1, projectId: id })),
  )
  const campaigns = rules.map(({ campaign }, position) => ({
    ...campaign,
    id: position + 1,
    sortOrder: (position + 1) * 10,
  }))
  return { campaigns, campaignProjects }
}

function campaignRules(anchor: Month): Rule[] {
  const year = yearOf(anchor)
  const wholeYear = { startsOn: `${year}-01-01`, endsOn: `${year}-12-31` }
  const hundred = `${addMonths(anchor, -1)}-01`
  return [
    {
      campaign: { name: `${year}工业项目攻坚年`, ...wholeYear },
      takes: ({ field, standing }, random) =>
        field === '工业' && !['reserve', 'doneBefore'].includes(standing) && random.chance(0.7),
    },
    {
      campaign: { name: '百日会战', startsOn: hundred, endsOn: hundredthDay(hundred) },
      takes: ({ start, standing }, random) =>
        start !== null && ['green', 'yellow', 'red'].includes(standing) && random.chance(0.32),
    },
    {
      campaign: { name: `${year}民生实事`, ...wholeYear },
      takes: ({ field, standing }, random) =>
        field === '民生' && !['reserve', 'doneBefore'].includes(standing) && random.chance(0.45),
    },
    {
      campaign: { name: '基础设施补短板行动', startsOn: `${year - 1}-07-01`, endsOn: `${year + 1}-06-30` },
      takes: ({ field, standing }, random) => field === '基础设施' && standing !== 'reserve' && random.chance(0.6),
    },
    {
      campaign: { name: '招商签约项目落地攻坚', startsOn: `${year}-03-01`, endsOn: `${year}-12-31` },
      takes: ({ field, plannedStart }, random) =>
        field === '工业' && plannedStart >= `${year}-01` && random.chance(0.65),
    },
  ]
}

/** The first day counts: a drive of a hundred days ends 99 days after it begins. */
function hundredthDay(first: string): string {
  return new Date(Date.parse(`${first}T00:00:00Z`) + 99 * 86_400_000).toISOString().slice(0, 10)
}
