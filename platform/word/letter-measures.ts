import { markFit } from './mark-fit.ts'

/**
 * 信函格式 of GB/T 9704-2012, 10.1, in mm from the page's edges: the upper edge of the mark 30 below the page's, a double line (thick
 * above thin) 4 below the mark, another (thin above thick) 20 above the lower edge of the first page, both 170 long and centred.
 */
export const LETTER = { markTop: 30, gapBelowMark: 4, ruleWidth: 170, ruleFromBottom: 20 } as const

/** 武文线 in mm: 2¼ pt and ¾ pt with ¾ pt between. */
export const DOUBLE_RULE = { thick: 0.8, gap: 0.26, thin: 0.26 } as const
export const DOUBLE_RULE_HEIGHT = DOUBLE_RULE.thick + DOUBLE_RULE.gap + DOUBLE_RULE.thin

/** 发文字号 stands seven eighths of a 三号 character (14 of 16 pt) below the first line. */
export const NUMBER_BELOW_RULE = (14 * 25.4) / 72

/** Height in mm of the mark's characters. */
export function markHeight(text: string): number {
  return ((markFit(text).size / 2) * 25.4) / 72
}

/** mm from the page's upper edge to the first double line. */
export function firstRuleTop(markText: string): number {
  return LETTER.markTop + markHeight(markText) + LETTER.gapBelowMark
}
