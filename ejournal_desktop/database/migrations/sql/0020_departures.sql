-- 0020: the order by which somebody leaves the staff, who is told of it, and who gives new access (what slips and the login window say).
set role ${owner};

alter table journal.staff add column departure_order_id integer constraint staff_departure_order_id_fkey references journal.orders on delete restrict;
create index staff_departure_order_id_idx on journal.staff (departure_order_id);
comment on column journal.staff.departure_order_id is 'the order that ends employed';

alter table private.access_events drop constraint access_events_kind_known;
alter table private.access_events add constraint access_events_kind_known check (kind in (
    'reissued', 'recovered', 'locked', 'reported', 'not-me', 'role-granted', 'role-ended', 'sessions-ended', 'password-outside', 'departed'
));

alter table journal.schools
add column access_name text not null default '' constraint schools_access_name_size check (length(access_name) <= 100),
add column access_room text not null default '' constraint schools_access_room_size check (length(access_room) <= 20),
add column access_phone text not null default '' constraint schools_access_phone_size check (length(access_phone) <= 40),
add column access_hours text not null default '' constraint schools_access_hours_size check (length(access_hours) <= 60);
comment on column journal.schools.access_name is 'who gives new access; room, phone and hours beside it';

reset role;
