import { addMonths, type Month, monthOf, monthText, yearOf } from '#kernel/period.ts'
import { floorTo, fromWan, type Yuan } from './amounts.ts'
import { type Draft, MUNICIPAL_PROFILE, PROFILES, type Profile, type Standing } from './drafts.ts'
import { identityMaker } from './names.ts'
import { STORY_PLACES } from './places.ts'
import { type Random, randomFor } from './random.ts'
import type { Field } from './region.ts'
import type { Gazette, Site } from './siting.ts'

/** All projects in the order of their ids, without figures: what, where, how large, from when to when, and how it stands. */
export function draftProjects(seed: number, anchor: Month, gazette: Gazette): Draft[] {
  const random = randomFor(seed, 'projects')
  const identify = identityMaker(random)
  const drafts: Draft[] = []
  const add = (site: Site, standing: Standing, isMunicipal: boolean) => {
    const identity = identify(site.field, site.home, site.county)
    const total = pickTotal(random, site, standing)
    drafts.push({
      id: drafts.length + 1,
      identity,
      ...site,
      isMunicipal,
      total,
      standing,
      ...pickDates(random, standing, anchor),
    })
  }
  PROFILES.forEach((profile, position) => {
    const county = gazette.counties[position]!
    for (const standing of standingsOf(random, profile)) {
      const wish = standing === 'noPlan' ? gazette.find(STORY_PLACES.parkWithoutPlan) : undefined
      add(gazette.siteIn(county, wish), standing, false)
    }
  })
  for (const standing of standingsOf(random, MUNICIPAL_PROFILE)) add(gazette.municipalSite(), standing, true)
  return drafts
}

function standingsOf(random: Random, { projects, counts }: Profile): Standing[] {
  const special = Object.entries(counts).flatMap(([standing, count]) =>
    Array<Standing>(count).fill(standing as Standing),
  )
  return random.shuffled([...special, ...Array<Standing>(projects - special.length).fill('green')])
}

/** Median and spread (as a power of e) of total investment in 万元: many small ones, few giants. */
const SIZES: Record<Field, { median: number; spread: number; most: number }> = {
  工业: { median: 16_000, spread: 1.15, most: 420_000 },
  基础设施: { median: 12_000, spread: 1, most: 260_000 },
  农业: { median: 5_200, spread: 0.85, most: 60_000 },
  民生: { median: 4_800, spread: 0.9, most: 90_000 },
}

function pickTotal(random: Random, { field, home }: Site, standing: Standing): Yuan {
  const { median, spread, most } = SIZES[field]
  const scale = home.kind === 'department' ? 2.2 : home.kind === 'park' ? 1.3 : 1
  // the giants are watched too closely to fall far behind
  const watched = standing === 'red' ? 0.5 : standing === 'yellow' ? 0.7 : 1
  const wan = Math.min(most * watched, Math.max(600, median * scale * watched * Math.exp(spread * random.bell())))
  if (random.chance(0.12)) return floorTo(fromWan(wan), 100)
  return fromWan(floorTo(wan, wan > 100_000 ? 1000 : wan > 10_000 ? 100 : 10))
}

type Dates = Pick<Draft, 'plannedStart' | 'start' | 'finish' | 'stoppedAfter'>

/** Dates that fit the standing at the anchor. Projects under way finish after it, finished ones before. */
function pickDates(random: Random, standing: Standing, anchor: Month): Dates {
  const year = yearOf(anchor)
  const last = monthOf(anchor)
  const january = monthText(year, 1)
  const lasting = (start: Month, low: number, high: number) => addMonths(start, random.whole(low, high))
  const waiting = (plannedStart: Month): Dates => ({
    plannedStart,
    start: null,
    finish: lasting(plannedStart, 14, 26),
    stoppedAfter: null,
  })
  const built = (finish: Month): Dates => {
    const start = addMonths(finish, -random.whole(13, 28))
    return { plannedStart: start, start, finish, stoppedAfter: null }
  }
  switch (standing) {
    case 'reserve':
      return waiting(monthText(year + 1, random.whole(3, 10)))
    case 'notDue':
      return waiting(last < 12 ? monthText(year, random.whole(last + 1, 12)) : monthText(year + 1, random.whole(2, 4)))
    case 'lateShort':
      return waiting(later(january, addMonths(anchor, -random.whole(0, 1))))
    case 'lateLong':
      return waiting(later(january, addMonths(anchor, -random.whole(2, 4))))
    case 'doneBefore':
      return built(monthText(year - 1, random.whole(6, 12)))
    case 'done':
      return built(monthText(year, random.whole(Math.min(3, last), last)))
    case 'suspended': {
      const stoppedAfter = addMonths(anchor, -random.whole(4, 7))
      const start = addMonths(stoppedAfter, -random.whole(9, 16))
      return { plannedStart: start, start, finish: lasting(anchor, 6, 14), stoppedAfter }
    }
    default:
      return underWay(random, standing, anchor)
  }
}

/** Started before this year, or this year in its planned month, give or take one. */
function underWay(random: Random, standing: Standing, anchor: Month): Dates {
  const year = yearOf(anchor)
  const last = monthOf(anchor)
  const behind = standing === 'yellow' || standing === 'red'
  const newShare = behind ? (last >= 8 ? 0.28 : 0) : 0.42 * Math.min(1, last / 5)
  const isNew = standing === 'noPlan' || random.chance(newShare)
  if (!isNew) {
    const start = addMonths(monthText(year, 1), -Math.min(random.whole(1, 30), random.whole(1, 30)))
    return {
      plannedStart: start,
      start,
      finish: later(addMonths(start, random.whole(14, 44)), addMonths(anchor, random.whole(1, 8))),
      stoppedAfter: null,
    }
  }
  const months = [2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10].filter((month) => month <= (behind ? 4 : last))
  const plannedStart = monthText(year, months.length > 0 ? random.pick(months) : 1)
  const shift = random.chance(0.2) ? random.pick([-1, 1]) : 0
  const start = earlier(anchor, later(monthText(year, 1), addMonths(plannedStart, shift)))
  return {
    plannedStart,
    start,
    finish: later(addMonths(start, random.whole(10, 34)), addMonths(anchor, random.whole(1, 9))),
    stoppedAfter: null,
  }
}

function later(a: Month, b: Month): Month {
  return a > b ? a : b
}

function earlier(a: Month, b: Month): Month {
  return a < b ? a : b
}
