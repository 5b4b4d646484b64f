-- An unlock as people go through it: refused when, closed early by whom; what is asked once is not asked twice.
set role ${owner};

alter table journal.unlocks add column refused_at timestamptz;
alter table journal.unlocks add column closed_by integer
constraint unlocks_closed_by_fkey references journal.people on delete restrict;
alter table journal.unlocks add column closed_at timestamptz;
comment on column journal.unlocks.open_until is 'until it is opened: what was asked for; afterwards the moment it ends, which only comes nearer';
comment on column journal.unlocks.closed_at is 'when open_until was brought nearer';
create index unlocks_closed_by_idx on journal.unlocks (closed_by);
create unique index unlocks_lesson_waits_once on journal.unlocks (person_id, lesson_id)
where lesson_id is not null and opened_at is null and refused_by is null;
create unique index unlocks_period_waits_once on journal.unlocks (person_id, course_id, period_id)
where period_id is not null and opened_at is null and refused_by is null;
reset role;
