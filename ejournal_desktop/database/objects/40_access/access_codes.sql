-- Reason: who was let in by which code: definer functions of sec only; who may know is told by api.issued_codes().

alter table private.access_codes enable row level security;
alter table private.access_codes force row level security;
grant select, insert on private.access_codes to ${guard};
grant update (redeemed_at, voided_at) on private.access_codes to ${guard};
