-- Reason: the record is read through windows only and written by triggers and sec.note_event only; nobody changes it.

grant select, insert on audit.events to ${guard};
do $$
declare
    leaf regclass;
begin
    for leaf in select t.relid from pg_partition_tree('audit.events') as t loop
        execute format('alter table %s enable row level security', leaf);
        execute format('alter table %s force row level security', leaf);
    end loop;
end
$$;
