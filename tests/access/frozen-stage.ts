import { openProduct } from '#app/product.ts'
import { asOwner, urlWith } from '#platform/postgres/owner.ts'
import { freshDatabase, type TestDatabase } from '#tests/harness/cluster.ts'
import { NOW, SECRETS, type Stage } from '#tests/harness/product.ts'

/**
 * The stage's database as it stands, as something to copy again and again; nobody is connected to it. Sessions are rows: who was signed
 * in on the stage is signed in on every copy. The stage's product is closed.
 */
export async function freeze(stage: Stage): Promise<TestDatabase> {
  const name = new URL(stage.ownerUrl).pathname.slice(1)
  await stage.product.close()
  await asOwner(urlWith(stage.ownerUrl, { database: 'postgres' }), (owner) =>
    owner.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [name]),
  )
  return await freshDatabase(name)
}

/** The product on a copy of a frozen stage, at the stage's hour. `said` is what it would have written to its log. */
export async function openCopy(frozen: TestDatabase) {
  const database = await freshDatabase(frozen.name)
  const said: string[] = []
  const log = (line: string) => said.push(line)
  const product = await openProduct({ appUrl: database.appUrl, secrets: SECRETS, now: () => NOW, connections: 4, log })
  const close = async () => {
    await product.close()
    await database.drop()
  }
  return { product, ownerUrl: database.ownerUrl, said, close }
}
