-- 0015: sessions of a psychologist (JRN-11; rulings 2): their length is for who sees all, whom a single session was with is hers alone.
set role ${owner};

create table journal.session_facts (
    lesson_id integer constraint session_facts_pkey primary key,
    course_id integer not null,
    minutes smallint not null constraint session_facts_minutes_range check (minutes between 5 and 240),
    is_individual boolean not null default false,
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint session_facts_entered_by_fkey references journal.people on delete restrict,
    constraint session_facts_lesson_id_fkey foreign key (lesson_id, course_id) references journal.lessons (lesson_id, course_id) on delete restrict
);
comment on table journal.session_facts is 'how long a session of a psychologist was and whether with one pupil: hours are no secret, whom is';
create index session_facts_course_id_idx on journal.session_facts (course_id);
create index session_facts_entered_by_idx on journal.session_facts (entered_by);

create table private.session_pupils (
    lesson_id integer constraint session_pupils_pkey primary key,
    course_id integer not null,
    pupil_id integer not null constraint session_pupils_pupil_id_fkey references journal.pupils on delete restrict,
    constraint session_pupils_lesson_id_fkey foreign key (lesson_id, course_id) references journal.lessons (lesson_id, course_id) on delete restrict
);
comment on table private.session_pupils is 'whom an individual session was with: the psychologist''s alone (rulings 2)';
create index session_pupils_course_id_idx on private.session_pupils (course_id);
create index session_pupils_pupil_id_idx on private.session_pupils (pupil_id);

reset role;
