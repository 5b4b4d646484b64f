-- 0014: notes to marks (JRN-1): public ones beside the mark, private ones of their author alone; a change of a work says why.
set role ${owner};

create table journal.mark_notes (
    work_id integer not null,
    pupil_id integer not null constraint mark_notes_pupil_id_fkey references journal.pupils on delete restrict,
    course_id integer not null,
    content text not null constraint mark_notes_content_size check (length(content) <= 500),
    version integer not null default 1,
    written_at timestamptz not null default clock_timestamp(),
    written_by integer not null constraint mark_notes_written_by_fkey references journal.people on delete restrict,
    ground text not null default '',
    constraint mark_notes_pkey primary key (work_id, pupil_id),
    constraint mark_notes_work_id_fkey foreign key (work_id, course_id) references journal.works (work_id, course_id) on delete restrict
);
comment on table journal.mark_notes is 'what a teacher says of a mark in the diary; whoever reads the mark reads it';
comment on column journal.mark_notes.content is 'empty = taken back: the row and its version stay';
create index mark_notes_course_id_idx on journal.mark_notes (course_id);
create index mark_notes_pupil_id_idx on journal.mark_notes (pupil_id);
create index mark_notes_written_by_idx on journal.mark_notes (written_by);

create table private.own_mark_notes (
    work_id integer not null,
    pupil_id integer not null constraint own_mark_notes_pupil_id_fkey references journal.pupils on delete restrict,
    person_id integer not null constraint own_mark_notes_person_id_fkey references journal.people on delete restrict,
    course_id integer not null,
    content text not null constraint own_mark_notes_content_size check (length(content) <= 500),
    version integer not null default 1,
    written_at timestamptz not null default clock_timestamp(),
    ground text not null default '',
    constraint own_mark_notes_pkey primary key (work_id, pupil_id, person_id),
    constraint own_mark_notes_work_id_fkey foreign key (work_id, course_id) references journal.works (work_id, course_id) on delete restrict
);
comment on table private.own_mark_notes is 'what a teacher notes for herself beside a mark: nobody else reads it, the record keeps a hash';
comment on column private.own_mark_notes.person_id is 'its author and only reader';
create index own_mark_notes_course_id_idx on private.own_mark_notes (course_id);
create index own_mark_notes_pupil_id_idx on private.own_mark_notes (pupil_id);
create index own_mark_notes_person_id_idx on private.own_mark_notes (person_id);

insert into journal.mark_notes (work_id, pupil_id, course_id, content, written_at, written_by, ground)
select m.work_id, m.pupil_id, m.course_id, left(m.note, 500), coalesce(m.changed_at, m.entered_at), coalesce(m.changed_by, m.entered_by), 'owner'
from journal.marks as m
where m.note <> '';

alter table journal.marks drop column note;

alter table journal.works add column reason text not null default '' constraint works_reason_size check (length(reason) <= 300);
comment on column journal.works.reason is 'why kind or weight were changed, or the work voided, while marks stood in it: the last change of them';
