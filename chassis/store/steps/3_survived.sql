-- Up to where a stopped shard's facts still exist: what the operator's resync goes back to, also after two restores.
alter table inbox add column survived bigint;
