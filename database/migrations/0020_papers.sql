-- Papers of a project: attachments, and approvals with their number and date, with or without a file. A newer file stands before the older
-- one, which is kept; what was wrong is withdrawn with a reason. Nothing here is ever deleted.

-- What a file contains, once for each project. It is recognised by its content; the name says nothing.
create table paper_content (
  id integer generated always as identity primary key,
  project_id integer not null constraint paper_content_project references project (id),
  sha256 bytea not null constraint paper_content_sha256 check (octet_length(sha256) = 32),
  format text not null constraint paper_content_format check (format in
    ('pdf', 'jpeg', 'png', 'webp', 'docx', 'xlsx', 'pptx', 'doc', 'xls', 'ppt', 'ofd', 'csv', 'text')),
  size integer not null constraint paper_content_size check (size between 1 and 52428800),
  pages integer constraint paper_content_pages check (pages > 0),
  -- where marks of secrecy were looked for: its name alone (a scan holds no text), or its text as well
  looked_at text not null constraint paper_content_looked_at check (looked_at in ('name', 'text')),
  notices text[] not null default '{}',
  stored_at timestamptz not null default now(),
  constraint paper_content_once unique (project_id, sha256)
);

-- In pieces of a megabyte: they are written, read, sent and backed up one by one.
create table paper_chunk (
  content_id integer not null constraint paper_chunk_content references paper_content (id),
  position integer not null constraint paper_chunk_position check (position >= 0),
  bytes bytea not null constraint paper_chunk_bytes check (octet_length(bytes) between 1 and 1048576),
  primary key (content_id, position)
);

create table paper (
  id integer generated always as identity primary key,
  project_id integer not null constraint paper_project references project (id),
  kind text not null constraint paper_kind check (kind in ('approval', 'contract', 'minutes', 'photograph', 'other')),
  approval_kind text constraint paper_approval_kind check (approval_kind ~ '^[a-z][A-Za-z]{2,39}$'),
  title text not null constraint paper_title_present check (length(btrim(title)) between 1 and 200),
  number text constraint paper_number_length check (length(number) <= 100),
  issuer text constraint paper_issuer_length check (length(issuer) <= 100),
  -- as precise as they were written: 2024, 2024-03 or 2024-03-28
  issued_on text constraint paper_issued_on_form check (issued_on ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  expires_on text constraint paper_expires_on_form check (expires_on ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  note text constraint paper_note_length check (length(note) <= 500),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by integer not null references account (id),
  updated_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  withdrawn_by integer references account (id),
  withdrawn_reason text,
  constraint paper_approval_named check ((kind = 'approval') = (approval_kind is not null)),
  constraint paper_withdrawal check ((withdrawn_at is null) = (withdrawn_by is null)
    and (withdrawn_at is null) = (withdrawn_reason is null) and (withdrawn_reason is null or length(btrim(withdrawn_reason)) >= 2))
);
create index paper_of_project on paper (project_id, kind, id);
create index paper_created_by on paper (created_by);
create index paper_withdrawn_by on paper (withdrawn_by);

create table paper_version (
  id integer generated always as identity primary key,
  paper_id integer not null constraint paper_version_paper references paper (id),
  number integer not null constraint paper_version_number check (number > 0),
  content_id integer not null references paper_content (id),
  file_name text not null constraint paper_version_file_name check (length(file_name) between 1 and 250),
  uploaded_at timestamptz not null default now(),
  uploaded_by integer not null references account (id),
  constraint paper_version_once unique (paper_id, number)
);
create index paper_version_content on paper_version (content_id);
create index paper_version_uploaded_by on paper_version (uploaded_by);

-- What is said of an approval for which no paper is there yet. That one was obtained is told by its paper alone.
create table approval_state (
  project_id integer not null constraint approval_state_project references project (id) on delete cascade,
  approval_kind text not null constraint approval_state_kind check (approval_kind ~ '^[a-z][A-Za-z]{2,39}$'),
  state text not null constraint approval_state_state check (state in ('inProgress', 'notNeeded', 'todo')),
  note text constraint approval_state_note check (length(note) <= 200),
  expected_on date,
  changed_at timestamptz not null default now(),
  changed_by integer not null references account (id),
  primary key (project_id, approval_kind)
);
create index approval_state_changed_by on approval_state (changed_by);

grant select, insert on paper_content, paper_chunk, paper_version to guatu_all, guatu_scoped;
grant select, insert, update on paper to guatu_all, guatu_scoped;
grant select, insert, update, delete on approval_state to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;

do $$
declare child text;
begin
  foreach child in array array['paper_content', 'paper', 'approval_state'] loop
    execute format('alter table %I enable row level security', child);
    execute format('create policy %I on %I to guatu_all using (true) with check (true)', child || '_all', child);
    execute format(
      'create policy %I on %I to guatu_scoped using (exists (select 1 from project p where p.id = %I.project_id))',
      child || '_scoped', child, child);
  end loop;
end $$;

alter table paper_version enable row level security;
create policy paper_version_all on paper_version to guatu_all using (true) with check (true);
create policy paper_version_scoped on paper_version to guatu_scoped
  using (exists (select 1 from paper p where p.id = paper_version.paper_id));
alter table paper_chunk enable row level security;
create policy paper_chunk_all on paper_chunk to guatu_all using (true) with check (true);
create policy paper_chunk_scoped on paper_chunk to guatu_scoped
  using (exists (select 1 from paper_content c where c.id = paper_chunk.content_id));
