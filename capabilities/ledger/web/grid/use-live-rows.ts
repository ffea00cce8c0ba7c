import type { LedgerGridData } from './use-ledger-grid.ts'

export function useLiveRows(_data: LedgerGridData): void {}
