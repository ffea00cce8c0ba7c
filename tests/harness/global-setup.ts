import { startTestCluster } from './cluster.ts'

/** Two vitest projects may run this in one process: they share one cluster, and the last to leave ends it. */
const shared = globalThis as typeof globalThis & {
  guatuTestCluster?: { users: number; started: Promise<() => Promise<void>> }
}

export async function setup(): Promise<void> {
  shared.guatuTestCluster ??= { users: 0, started: startTestCluster() }
  shared.guatuTestCluster.users++
  await shared.guatuTestCluster.started
}

export async function teardown(): Promise<void> {
  const cluster = shared.guatuTestCluster
  if (!cluster || --cluster.users > 0) return
  delete shared.guatuTestCluster
  const end = await cluster.started
  await end()
}
