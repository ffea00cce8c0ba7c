import { NewFormPanel } from './NewFormPanel.tsx'

/** Asks about the ticked projects of the ledger. */
export function AskSelected({ projects, onClose }: { projects: readonly { id: number }[]; onClose: () => void }) {
  return <NewFormPanel projects={{ ids: projects.map(({ id }) => id) }} onClose={onClose} />
}
