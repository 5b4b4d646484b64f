-- 0018: 0017 named the subjects of approvals anew; those of 0016 stand beside them.
set role ${owner};

alter table journal.approvals drop constraint approvals_subject_known;
alter table journal.approvals add constraint approvals_subject_known check (subject in (
    'load', 'curriculum', 'finals', 'results', 'unlock', 'role', 'role-end', 'class-teacher', 'delegation', 'timetable', 'account', 'year-closing'
));

reset role;
