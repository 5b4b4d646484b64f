-- Reason: who has read which notice about access: definer functions of sec only.

alter table private.access_event_readings enable row level security;
alter table private.access_event_readings force row level security;
grant select, insert on private.access_event_readings to ${guard};
