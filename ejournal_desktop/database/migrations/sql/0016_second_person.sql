-- 0016: a course that its own teacher entered waits for the director; a class and the end of a role of the management are decided by two.
set role ${owner};

alter table journal.course_holders add column is_self_entered boolean not null default false;
comment on column journal.course_holders.is_self_entered is
'entered by the very person who holds: opens nothing until the director has approved the load (rulings 16)';

alter table journal.approvals drop constraint approvals_subject_known;
alter table journal.approvals add constraint approvals_subject_known check (subject in (
    'load', 'curriculum', 'finals', 'unlock', 'role', 'role-end', 'class-teacher', 'delegation', 'timetable', 'account', 'year-closing'
));

reset role;
