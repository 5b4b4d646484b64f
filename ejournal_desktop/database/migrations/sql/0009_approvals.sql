-- 0009: one mechanism of orders and approvals: what an order for finals covers, which rows the approved load and curriculum hold.

set role ${owner};

create table journal.finals_scopes (
    finals_scope_id integer generated always as identity constraint finals_scopes_pkey primary key,
    order_id integer not null constraint finals_scopes_order_id_fkey references journal.orders on delete restrict,
    class_id smallint not null constraint finals_scopes_class_id_fkey references journal.school_classes on delete restrict,
    period_id smallint not null constraint finals_scopes_period_id_fkey references journal.periods on delete restrict,
    pupil_id integer constraint finals_scopes_pupil_id_fkey references journal.pupils on delete restrict,
    opens_on date not null,
    closes_on date not null,
    constraint finals_scopes_days check (opens_on <= closes_on),
    constraint finals_scopes_key unique nulls not distinct (order_id, class_id, period_id, pupil_id)
);
comment on table journal.finals_scopes is 'finals of a class and period are set under the order from its first day through its last (rulings 7)';
comment on column journal.finals_scopes.pupil_id is 'null: the whole class; else early for this pupil (departure, sanatorium)';
create index finals_scopes_class_id_idx on journal.finals_scopes (class_id, period_id);
create index finals_scopes_period_id_idx on journal.finals_scopes (period_id);
create index finals_scopes_pupil_id_idx on journal.finals_scopes (pupil_id);

alter table journal.orders add column entered_at timestamptz;
alter table journal.orders add column entered_by text;
alter table journal.orders alter column entered_at set default clock_timestamp();
alter table journal.orders alter column entered_by set default session_user;
comment on column journal.orders.entered_at is 'orders come late with a back date: this is when the journal learned of it; null: before 0009';

alter table journal.approvals drop constraint approvals_subject_known;
alter table journal.approvals add constraint approvals_subject_known check (subject in (
    'load', 'curriculum', 'finals', 'unlock', 'role', 'delegation', 'timetable', 'account', 'year-closing'
));
alter table journal.approvals add column note text not null default '' constraint approvals_note_size check (length(note) <= 500);
comment on column journal.approvals.note is 'why, in the words of who proposes';
comment on column journal.approvals.reason is 'the resolution: why it was returned, or what was added on approving';
create index approvals_subject_idx on journal.approvals (subject, state);

alter table journal.course_holders add column approved_by integer
constraint course_holders_approved_by_fkey references journal.approvals on delete restrict;
comment on column journal.course_holders.approved_by is 'the approved load that holds this row as it stands; any change of the row ends it';
create index course_holders_approved_by_idx on journal.course_holders (approved_by);
alter table journal.curriculum_hours add column approved_by integer
constraint curriculum_hours_approved_by_fkey references journal.approvals on delete restrict;
create index curriculum_hours_approved_by_idx on journal.curriculum_hours (approved_by);

reset role;
