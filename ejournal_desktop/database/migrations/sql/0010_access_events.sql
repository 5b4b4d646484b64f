-- 0010: notices about access, shown until they are read (rulings 19, 21); the director's sealed code of recovery.
set role ${owner};

create table private.access_events (
    access_event_id integer generated always as identity constraint access_events_pkey primary key,
    kind text not null constraint access_events_kind_known check (kind in (
        'reissued', 'recovered', 'locked', 'reported', 'not-me', 'role-granted', 'role-ended', 'sessions-ended'
    )),
    person_id integer not null constraint access_events_person_id_fkey references journal.people on delete restrict,
    caused_by integer constraint access_events_caused_by_fkey references journal.people on delete restrict,
    school_role text,
    happened_at timestamptz not null default clock_timestamp()
);
comment on table private.access_events is 'written by triggers only; whom one is about, the director and, of leaks, the administrators are told';
comment on column private.access_events.caused_by is 'null: done by the owner of the database';
create index access_events_person_id_idx on private.access_events (person_id);
create index access_events_caused_by_idx on private.access_events (caused_by);

create table private.access_event_readings (
    access_event_id integer not null
    constraint access_event_readings_access_event_id_fkey references private.access_events on delete restrict,
    person_id integer not null constraint access_event_readings_person_id_fkey references journal.people on delete restrict,
    read_at timestamptz not null default clock_timestamp(),
    constraint access_event_readings_pkey primary key (access_event_id, person_id)
);
create index access_event_readings_person_id_idx on private.access_event_readings (person_id);

alter table private.access_codes add column is_recovery boolean not null default false;
comment on column private.access_codes.is_recovery is 'sealed, kept by the director: gives the administrator''s account back; no other code ends it';
drop index private.access_codes_open_key;
create unique index access_codes_open_key on private.access_codes (person_id, is_recovery) where redeemed_at is null and voided_at is null;
comment on index private.access_codes_open_key is 'one living code a person: a new one voids the old';

reset role;
