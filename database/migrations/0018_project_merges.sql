-- Understanding a sheet: corrections are taken back one by one, and what was remembered says when and from which file, and can be forgotten.
alter table ledger_import
  -- the layout as read without any answer: the next file is recognised before anybody has answered
  add column layout_key text,
  -- answers as they stood before each correction, the latest last
  add column earlier_answers jsonb not null default '[]',
  -- what was taken over from an earlier file of this layout: { at, fileName, answers }
  add column recalled jsonb;
update ledger_import set layout_key = shape_key;
alter table ledger_import_memory add column file_name text;
grant delete on ledger_import_memory to guatu_all, guatu_scoped;
