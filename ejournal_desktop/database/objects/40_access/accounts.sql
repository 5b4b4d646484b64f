-- Reason: identity itself: only definer functions of sec touch it.

alter table private.accounts enable row level security;
alter table private.accounts force row level security;
grant select on private.accounts to ${guard};
grant insert on private.accounts to ${guard};
grant update (last_sign_in_at, must_change_password, verifier_hash, role_name, state) on private.accounts to ${guard};
