-- 0006: «changes since» looks the record up by course and transaction: event ids are drawn before the commit and say nothing of what was seen.
set role ${owner};

drop index audit.events_course_idx;
create index events_course_transaction_idx on audit.events (((row_key ->> 'course_id')::integer), transaction_id, event_id)
where row_key ? 'course_id';

reset role;
