export const zh = {} as const

export const en: Partial<Record<keyof typeof zh, string>> = {}
