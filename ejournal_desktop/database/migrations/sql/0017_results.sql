-- 0017: year, exam and final marks and re-sits have orders of their own, past the closing too; a later decision of the council is a signed
-- supplement (rulings 10).
set role ${owner};

create table journal.results_scopes (
    results_scope_id integer generated always as identity constraint results_scopes_pkey primary key,
    order_id integer not null constraint results_scopes_order_id_fkey references journal.orders on delete restrict,
    class_id smallint not null constraint results_scopes_class_id_fkey references journal.school_classes on delete restrict,
    result text not null constraint results_scopes_result_known check (result in ('year', 'exam', 'final', 'resit')),
    subject_id smallint constraint results_scopes_subject_id_fkey references journal.subjects on delete restrict,
    pupil_id integer constraint results_scopes_pupil_id_fkey references journal.pupils on delete restrict,
    opens_on date not null,
    closes_on date not null,
    constraint results_scopes_days check (opens_on <= closes_on),
    constraint results_scopes_key unique nulls not distinct (order_id, class_id, result, subject_id, pupil_id)
);
comment on table journal.results_scopes is
'results of a class and its year are set under the order from its first day through its last, past the closing of the year too';
comment on column journal.results_scopes.subject_id is 'null: every subject';
comment on column journal.results_scopes.pupil_id is 'null: the whole class';
create index results_scopes_class_id_idx on journal.results_scopes (class_id, result);
create index results_scopes_subject_id_idx on journal.results_scopes (subject_id);
create index results_scopes_pupil_id_idx on journal.results_scopes (pupil_id);

alter table journal.approvals drop constraint approvals_subject_known;
alter table journal.approvals add constraint approvals_subject_known check (subject in (
    'load', 'curriculum', 'finals', 'results', 'unlock', 'role', 'role-end', 'class-teacher', 'delegation', 'timetable', 'account',
    'year-closing'
));

alter table journal.council_decisions add column supplements integer
constraint council_decisions_supplements_fkey references journal.council_decisions on delete restrict
constraint council_decisions_supplements_key unique;
alter table journal.council_decisions add column signed_by integer
constraint council_decisions_signed_by_fkey references journal.people on delete restrict;
alter table journal.council_decisions add column signed_at timestamptz;
alter table journal.council_decisions add constraint council_decisions_signed_whole check ((signed_by is null) = (signed_at is null));
comment on column journal.council_decisions.supplements is 'the decision on the same matter that this later one follows: it stands until the director signs';
comment on column journal.council_decisions.signed_by is 'the director, of a supplement; a first decision stands by its protocol';
create index council_decisions_signed_by_idx on journal.council_decisions (signed_by);

reset role;
