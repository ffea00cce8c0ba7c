/**
 * Settings of the embedded PostgreSQL: one small server, never losing an acknowledged write. Rewritten at every
 * start; a site's own wishes go through `alter system`, which PostgreSQL reads later and therefore wins.
 */
const DEFAULTS: Record<string, string> = {
  max_connections: '60',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.1',
  // Screens ask many short questions; compiling a plan costs more than it saves.
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_level: 'replica',
  wal_compression: 'on',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  timezone: 'Asia/Shanghai',
  log_timezone: 'Asia/Shanghai',
  password_encryption: 'scram-sha-256',
  // Straight to postgres.log, without a collector process that would outlive the server by a moment.
  logging_collector: 'off',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  // Values of statements stay out of the log: they are the office's figures.
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

export function settingsFile(overrides: Record<string, string> = {}): string {
  const lines = Object.entries({ ...DEFAULTS, ...overrides }).map(([name, value]) => `${name} = '${value}'`)
  return `# Written by Guatu at every start. Change settings with: alter system set …\n${lines.join('\n')}\n`
}
