-- What a project's entry should hold and what in it contradicts itself: rules are data of the office, the findings are computed when asked.

create table quality_rule (
  id integer generated always as identity primary key,
  -- the sentence people read: what is asked
  name text not null constraint quality_rule_name_unique unique
    constraint quality_rule_name_present check (length(btrim(name)) between 2 and 80),
  rule jsonb not null constraint quality_rule_kind check (rule ->> 'kind' in
    ('required', 'within', 'dateOrder', 'notFuture', 'beforeStage', 'idle', 'permit')),
  -- its part in the score; 1 is a courtesy, 10 what nothing works without
  weight integer not null constraint quality_rule_weight check (weight between 1 and 10),
  is_active boolean not null default true,
  source text not null constraint quality_rule_source check (length(btrim(source)) between 2 and 200),
  version integer not null default 1,
  changed_by integer references account (id),
  changed_at timestamptz not null default now()
);
create index quality_rule_changed_by on quality_rule (changed_by);

-- A recorded good reason exempts one project from one rule, for good or until a day. Ended, never deleted.
create table quality_exemption (
  id integer generated always as identity primary key,
  project_id integer not null references project (id) on delete cascade,
  rule_id integer not null references quality_rule (id),
  reason text not null constraint quality_exemption_reason check (length(btrim(reason)) between 2 and 200),
  until date,
  granted_by integer not null references account (id),
  granted_at timestamptz not null default now(),
  ended_by integer references account (id),
  ended_at timestamptz
);
create unique index quality_exemption_one on quality_exemption (project_id, rule_id) where ended_at is null;
create index quality_exemption_rule on quality_exemption (rule_id);
create index quality_exemption_granted_by on quality_exemption (granted_by);
create index quality_exemption_ended_by on quality_exemption (ended_by);

grant select on quality_rule to guatu_scoped, guatu_all;
grant insert, update on quality_rule to guatu_all;
grant select, insert, update on quality_exemption to guatu_scoped, guatu_all;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;

alter table quality_exemption enable row level security;
create policy quality_exemption_all on quality_exemption to guatu_all using (true) with check (true);
create policy quality_exemption_scoped on quality_exemption to guatu_scoped
  using (exists (select 1 from project p where p.id = quality_exemption.project_id));

insert into quality_rule (name, rule, weight, source) values
  ('填写建设阶段', '{"kind":"required","field":"stage","from":null}', 5, '台账基本字段'),
  ('填写建设单位', '{"kind":"required","field":"owner","from":null}', 3, '台账基本字段'),
  ('填写责任单位', '{"kind":"required","field":"responsibleOrg","from":null}', 3, '一个项目、一个责任单位'),
  ('填写建设地点', '{"kind":"required","field":"site","from":null}', 2, '台账基本字段'),
  ('填写建设规模及内容', '{"kind":"required","field":"scale","from":null}', 2, '台账基本字段'),
  ('填写所属行业', '{"kind":"required","field":"industry","from":null}', 1, '台账基本字段'),
  ('填写建设性质', '{"kind":"required","field":"constructionNature","from":null}', 1, '台账基本字段'),
  ('签约后填写总投资', '{"kind":"required","field":"totalInvestment","from":"signed"}', 5, '台账基本字段'),
  ('签约后填写计划开工时间', '{"kind":"required","field":"plannedStart","from":"signed"}', 2, '倒排工期'),
  ('签约后明确包联领导', '{"kind":"required","field":"sponsor","from":"signed"}', 3, '一个项目、一位领导'),
  ('前期阶段取得项目代码', '{"kind":"required","field":"code","from":"preparation"}', 3, '企业投资项目核准和备案管理条例'),
  ('前期阶段写明总投资依据', '{"kind":"required","field":"totalInvestmentBasis","from":"preparation"}', 1, '总投资须有估算、概算或备案依据'),
  ('前期阶段填写立项方式', '{"kind":"required","field":"approvalKind","from":"preparation"}', 1, '台账基本字段'),
  ('开工后填写实际开工时间', '{"kind":"required","field":"startDate","from":"started"}', 4, '开工以主体工程首次永久性开挖或打桩为准'),
  ('开工后填写竣工时间', '{"kind":"required","field":"finishDate","from":"started"}', 2, '倒排工期'),
  ('开工后下达年度计划', '{"kind":"required","field":"annualPlan","from":"started"}', 4, '年度投资计划'),
  ('开工后填写形象进度', '{"kind":"required","field":"progressText","from":"started"}', 2, '调度要求'),
  ('开工后明确项目管家', '{"kind":"required","field":"steward","from":"started"}', 1, '项目管家制度'),
  ('开工后标注位置', '{"kind":"required","field":"coordinates","from":"started"}', 1, '挂图要求'),
  ('年度计划不超过总投资减上年底累计', '{"kind":"within","smaller":"annualPlan","larger":"totalInvestment","less":"completedToLastYearEnd","tolerance":0}', 4, '年度投资计划'),
  ('年初累计完成不超过年度计划20%以上', '{"kind":"within","smaller":"completedYtd","larger":"annualPlan","less":null,"tolerance":20}', 3, '超计划较多时先核实，再按规定调增计划'),
  ('自开工累计完成不超过总投资', '{"kind":"within","smaller":"completedSinceStart","larger":"totalInvestment","less":null,"tolerance":0}', 4, '台账勾稽关系'),
  ('到位资金不超过总投资', '{"kind":"within","smaller":"fundsInPlace","larger":"totalInvestment","less":null,"tolerance":0}', 2, '台账勾稽关系'),
  ('开工时间不晚于竣工时间', '{"kind":"dateOrder","earlier":"startDate","later":"finishDate"}', 4, '台账勾稽关系'),
  ('计划开工时间不晚于竣工时间', '{"kind":"dateOrder","earlier":"plannedStart","later":"finishDate"}', 2, '台账勾稽关系'),
  ('实际开工时间不在将来', '{"kind":"notFuture","field":"startDate"}', 4, '实际开工须已发生'),
  ('未开工项目没有实际开工时间', '{"kind":"beforeStage","field":"startDate","until":"preparation"}', 3, '阶段与时间一致'),
  ('未开工项目没有完成投资', '{"kind":"beforeStage","field":"completedYtd","until":"preparation"}', 3, '阶段与投资一致'),
  ('开工后取得施工许可', '{"kind":"permit","approval":"constructionPermit","from":"started"}', 5, '建筑法第七条：开工前申请领取施工许可证'),
  ('在建项目连续报数', '{"kind":"idle","months":2}', 3, '月调度');
