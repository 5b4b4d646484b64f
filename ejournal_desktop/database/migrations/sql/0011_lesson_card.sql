-- 0011: the lesson card and lesson plans at work (JRN-2, 3, 15; PLN-3): safety briefings, decisions on plans, corrections.
set role ${owner};

create table journal.safety_briefings (
    lesson_id integer constraint safety_briefings_pkey primary key,
    course_id integer not null,
    title text not null constraint safety_briefings_title_size check (length(title) between 1 and 300),
    version integer not null default 1,
    ground text not null default '',
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint safety_briefings_entered_by_fkey references journal.people on delete restrict,
    voided_at timestamptz,
    constraint safety_briefings_lesson_id_fkey foreign key (lesson_id, course_id) references journal.lessons (lesson_id, course_id) on delete restrict
);
comment on table journal.safety_briefings is 'a safety briefing held at a lesson; its list stands in safety_briefing_pupils';
create index safety_briefings_course_id_idx on journal.safety_briefings (course_id);
create index safety_briefings_entered_by_idx on journal.safety_briefings (entered_by);

create table journal.safety_briefing_pupils (
    lesson_id integer not null constraint safety_briefing_pupils_lesson_id_fkey references journal.safety_briefings on delete restrict,
    pupil_id integer not null constraint safety_briefing_pupils_pupil_id_fkey references journal.pupils on delete restrict,
    course_id integer not null,
    is_briefed boolean not null default true,
    constraint safety_briefing_pupils_pkey primary key (lesson_id, pupil_id)
);
comment on column journal.safety_briefing_pupils.is_briefed is 'false: ticked off again; rows are never deleted';
create index safety_briefing_pupils_pupil_id_idx on journal.safety_briefing_pupils (pupil_id);

alter table journal.lesson_plans
add column submitted_at timestamptz,
add column decided_at timestamptz,
add column decided_by integer constraint lesson_plans_decided_by_fkey references journal.people on delete restrict,
add column returned_reason text not null default '';
comment on column journal.lesson_plans.returned_reason is 'why the deputy gave the draft back; empty once it is submitted again';
create index lesson_plans_decided_by_idx on journal.lesson_plans (decided_by);

create table journal.lesson_plan_corrections (
    lesson_plan_correction_id integer generated always as identity constraint lesson_plan_corrections_pkey primary key,
    course_id integer not null constraint lesson_plan_corrections_course_id_fkey references journal.courses on delete restrict,
    lesson_plan_topic_id integer not null
    constraint lesson_plan_corrections_lesson_plan_topic_id_fkey references journal.lesson_plan_topics on delete restrict,
    kind text not null constraint lesson_plan_corrections_kind_known check (kind in ('shift', 'merge', 'extra')),
    until_place integer,
    on_date date,
    reason text not null constraint lesson_plan_corrections_reason_size check (length(reason) between 1 and 300),
    entered_at timestamptz not null default clock_timestamp(),
    entered_by integer not null constraint lesson_plan_corrections_entered_by_fkey references journal.people on delete restrict,
    voided_at timestamptz,
    constraint lesson_plan_corrections_merge_whole check ((kind = 'merge') = (until_place is not null)),
    constraint lesson_plan_corrections_extra_dated check (kind <> 'extra' or on_date is not null)
);
comment on table journal.lesson_plan_corrections is 'the correction sheet of a course: shift explains lessons that fell out, merge gives the topics'
' up to until_place one lesson together, extra is a lesson beside the timetable on on_date';
create index lesson_plan_corrections_course_id_idx on journal.lesson_plan_corrections (course_id);
create index lesson_plan_corrections_lesson_plan_topic_id_idx on journal.lesson_plan_corrections (lesson_plan_topic_id);
create index lesson_plan_corrections_entered_by_idx on journal.lesson_plan_corrections (entered_by);

reset role;
