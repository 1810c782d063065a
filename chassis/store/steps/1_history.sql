-- The history, its head, and what must move with it.
create table head (
    only_row boolean primary key default true check (only_row),
    epoch integer not null,
    position bigint not null
);
insert into head (epoch, position) values (0, 0);

create table epochs (
    epoch integer primary key,
    starts_after bigint not null,
    identity text not null,
    begun_at timestamptz not null default clock_timestamp()
);

create table events (
    originator_id uuid not null,
    originator_version bigint not null,
    topic text not null,
    state bytea not null,
    notification_id bigint not null,
    epoch integer not null,
    unit_id uuid not null,
    meta bytea not null,
    recorded_at timestamptz not null,
    announced_type text,
    announced_key text,
    announced_shard integer,
    announced_data bytea,
    previous bigint,
    primary key (originator_id, originator_version)
);
create unique index events_position on events (notification_id);
create index events_announced on events (announced_shard, notification_id) where announced_shard is not null;
create index events_told on events (notification_id) where announced_shard is not null;

create table shards (shard integer primary key, last bigint not null);

create table units (
    unit_id uuid primary key,
    fingerprint bytea not null,
    answer bytea not null,
    epoch integer not null,
    first bigint not null,
    last bigint not null,
    stored_at timestamptz not null default clock_timestamp()
);

create table producers (
    producer text not null,
    epoch integer not null,
    starts_after bigint not null,
    primary key (producer, epoch)
);

create table inbox (
    producer text not null,
    shard integer not null,
    done bigint not null,
    stopped boolean not null default false,
    primary key (producer, shard)
);

create table parked (
    producer text not null,
    epoch integer not null,
    position bigint not null,
    shard integer not null,
    previous bigint not null,
    key text not null,
    type text not null,
    data bytea not null,
    headers text not null,
    reason text not null,
    attempts integer not null default 0,
    parked_at timestamptz not null,
    retry_at timestamptz not null,
    primary key (producer, epoch, position)
);
create index parked_key on parked (producer, key, epoch, position);

create table oddities (
    id bigint generated always as identity primary key,
    producer text not null,
    kind text not null,
    detail text not null,
    key text not null,
    type text not null,
    epoch integer not null,
    position bigint not null,
    data bytea not null,
    seen_at timestamptz not null default clock_timestamp()
);

create table timers_heard (
    view text not null,
    key text not null,
    position bigint not null,
    primary key (view, key)
);

create table leases (
    name text primary key,
    holder uuid,
    until timestamptz not null,
    cursor bigint not null default 0
);

create table views (name text primary key, checkpoint bigint not null);

create table view_rows (
    view text not null,
    key text not null,
    row bytea not null,
    tags text[] not null,
    sort text collate "C" not null,
    due_at timestamptz,
    position bigint not null,
    primary key (view, key)
);
create index view_rows_tags on view_rows using gin (tags);
create index view_rows_sort on view_rows (view, sort, key);
create index view_rows_due on view_rows (view, due_at) where due_at is not null;
