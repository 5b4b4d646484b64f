-- Who may look into which schema. People see api, and journal only as far as 40_access grants a table; sec is for the owners alone.

grant usage on schema journal, private, audit, sec, api to ${guard};
grant usage on schema journal, private, audit, sec, api to ${api};
grant usage on schema journal, sec to ${writer};
grant usage on schema sec to ${rolemaker};
grant usage on schema sec to ${signaller};
grant usage on schema api to ${person}, ${code};
grant usage on schema journal to ${deputy}, ${director}, ${administrator}, ${inspector}, ${secretary};
