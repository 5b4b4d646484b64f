-- 0013: a password that was changed past the program is told to its owner, the director and the administrators (security.md, 1).
set role ${owner};

alter table private.access_events drop constraint access_events_kind_known;
alter table private.access_events add constraint access_events_kind_known check (kind in (
    'reissued', 'recovered', 'locked', 'reported', 'not-me', 'role-granted', 'role-ended', 'sessions-ended', 'password-outside'
));

reset role;
