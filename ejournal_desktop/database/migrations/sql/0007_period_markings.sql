-- 0007: teaching without marks is a property of course × period (rulings 28): grade 2 has no marks in quarter I and has them in quarter II.
set role ${owner};

create table journal.period_markings (
    course_id integer not null constraint period_markings_course_id_fkey references journal.courses on delete restrict,
    period_id smallint not null constraint period_markings_period_id_fkey references journal.periods on delete restrict,
    marking text not null constraint period_markings_marking_known check (marking in ('five', 'pass', 'none')),
    entered_at timestamptz not null default clock_timestamp(),
    entered_by text not null default session_user,
    constraint period_markings_pkey primary key (course_id, period_id)
);
comment on table journal.period_markings is 'where a period differs from journal.courses.marking; no row: as the course';
create index period_markings_period_id_idx on journal.period_markings (period_id);

reset role;
