import type { Earlier } from './material.ts'

/** Why a period has no figures. */
export const NOT_THERE: Record<Earlier, string> = {
  before: '没有同口径的上期数据。',
  yearBefore: '没有上年同期已发布的数据。',
  quarterBefore: '没有上季度末的数据。',
}
