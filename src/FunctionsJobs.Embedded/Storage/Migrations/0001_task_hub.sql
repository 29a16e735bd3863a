-- Times are UTC in ticks of 100 ns since 0001-01-01 (DateTime.Ticks); the views at the end show them as text.
-- Columns of type ANY hold a payload: text, or the id of a row in payloads when it was stored compressed.

CREATE TABLE payloads (
    payload_id  INTEGER PRIMARY KEY,
    encoding    TEXT NOT NULL,      -- 'br' (Brotli) or 'utf-8'
    size        INTEGER NOT NULL,   -- bytes before compression
    body        BLOB NOT NULL
) STRICT;

CREATE TABLE instances (
    instance_key        INTEGER PRIMARY KEY,
    instance_id         TEXT NOT NULL UNIQUE,
    execution_id        TEXT NOT NULL,
    name                TEXT NOT NULL,
    version             TEXT NOT NULL,
    status              TEXT NOT NULL,
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER NOT NULL,
    completed_at        INTEGER,
    start_at            INTEGER,
    open_activities     INTEGER NOT NULL,
    parent_id           TEXT,
    parent_execution_id TEXT,
    parent_name         TEXT,
    parent_task_id      INTEGER,
    tags                TEXT,       -- JSON object
    trace_parent        TEXT,
    custom_status       ANY,
    failure             ANY,
    input               ANY,
    output              ANY
) STRICT;

-- Serves recovery, and queries by status, created range and completed range: one ordered run of keys per status.
CREATE INDEX instances_by_status ON instances (status, created_at, instance_key, completed_at);
CREATE INDEX instances_by_parent ON instances (parent_id) WHERE parent_id IS NOT NULL;

-- event_id = instance_key * 2^24 + sequence: the events of one instance lie side by side under one integer key.
CREATE TABLE history (
    event_id    INTEGER PRIMARY KEY,
    turn        INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    type        TEXT NOT NULL,
    task_id     INTEGER NOT NULL,
    name        TEXT,
    payload     ANY,
    detail      ANY
) STRICT;

-- Histories of instances that are gone and were too long to be deleted at once; the writer deletes them bit by bit.
CREATE TABLE purged_histories (
    instance_key INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE messages (
    message_id  INTEGER PRIMARY KEY,
    target      TEXT NOT NULL,
    kind        TEXT NOT NULL,
    due_at      INTEGER,
    task_id     INTEGER NOT NULL,
    name        TEXT,
    payload     ANY,
    detail      ANY
) STRICT;

CREATE INDEX messages_by_target ON messages (target);

CREATE TABLE entities (
    entity_id   TEXT NOT NULL PRIMARY KEY,
    modified_at INTEGER NOT NULL,
    locked_by   TEXT,
    detail      TEXT,
    state       ANY
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
    name        TEXT NOT NULL PRIMARY KEY,
    body        ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- Ids below reserved_until may be in use; they are never given out again, not even after a purge and a restart.
CREATE TABLE sequences (
    name            TEXT NOT NULL PRIMARY KEY,
    reserved_until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO sequences (name, reserved_until) VALUES ('instance_key', 1), ('message_id', 1);

-- A compressed payload goes with the value that refers to it, whatever statement removes that value. Input, output and failure of an
-- instance are the exception: a trigger on them would cost every completion a statement journal, so the one statement that overwrites
-- them deletes what they refer to itself.
CREATE TRIGGER instances_drop_payloads AFTER DELETE ON instances
WHEN 'integer' IN (typeof(OLD.input), typeof(OLD.output), typeof(OLD.custom_status), typeof(OLD.failure))
BEGIN
    DELETE FROM payloads WHERE payload_id = iif(typeof(OLD.input) = 'integer', OLD.input, NULL);
    DELETE FROM payloads WHERE payload_id = iif(typeof(OLD.output) = 'integer', OLD.output, NULL);
    DELETE FROM payloads WHERE payload_id = iif(typeof(OLD.custom_status) = 'integer', OLD.custom_status, NULL);
    DELETE FROM payloads WHERE payload_id = iif(typeof(OLD.failure) = 'integer', OLD.failure, NULL);
END;

CREATE TRIGGER instances_replace_custom_status AFTER UPDATE OF custom_status ON instances WHEN typeof(OLD.custom_status) = 'integer'
BEGIN
    DELETE FROM payloads WHERE payload_id = OLD.custom_status;
END;

CREATE TRIGGER history_drop_payloads AFTER DELETE ON history
WHEN 'integer' IN (typeof(OLD.payload), typeof(OLD.detail))
BEGIN
    DELETE FROM payloads WHERE payload_id = iif(typeof(OLD.payload) = 'integer', OLD.payload, NULL);
    DELETE FROM payloads WHERE payload_id = iif(typeof(OLD.detail) = 'integer', OLD.detail, NULL);
END;

CREATE TRIGGER messages_drop_payloads AFTER DELETE ON messages
WHEN 'integer' IN (typeof(OLD.payload), typeof(OLD.detail))
BEGIN
    DELETE FROM payloads WHERE payload_id = iif(typeof(OLD.payload) = 'integer', OLD.payload, NULL);
    DELETE FROM payloads WHERE payload_id = iif(typeof(OLD.detail) = 'integer', OLD.detail, NULL);
END;

CREATE TRIGGER entities_drop_payload AFTER DELETE ON entities WHEN typeof(OLD.state) = 'integer'
BEGIN
    DELETE FROM payloads WHERE payload_id = OLD.state;
END;

CREATE TRIGGER entities_replace_payload AFTER UPDATE OF state ON entities WHEN typeof(OLD.state) = 'integer'
BEGIN
    DELETE FROM payloads WHERE payload_id = OLD.state;
END;

CREATE TRIGGER documents_replace_payload AFTER UPDATE OF body ON documents WHEN typeof(OLD.body) = 'integer'
BEGIN
    DELETE FROM payloads WHERE payload_id = OLD.body;
END;

-- For people: readable times and keys.
CREATE VIEW instances_view AS
SELECT instance_key, instance_id, name, version, status,
       strftime('%Y-%m-%dT%H:%M:%fZ', (created_at - 621355968000000000) / 1e7, 'unixepoch') AS created,
       strftime('%Y-%m-%dT%H:%M:%fZ', (updated_at - 621355968000000000) / 1e7, 'unixepoch') AS updated,
       strftime('%Y-%m-%dT%H:%M:%fZ', (completed_at - 621355968000000000) / 1e7, 'unixepoch') AS completed,
       open_activities, parent_id, custom_status
FROM instances;

CREATE VIEW history_view AS
SELECT h.event_id >> 24 AS instance_key, i.instance_id, h.event_id & 0xFFFFFF AS sequence, h.turn,
       strftime('%Y-%m-%dT%H:%M:%fZ', (h.at - 621355968000000000) / 1e7, 'unixepoch') AS time,
       h.type, h.task_id, h.name, h.payload, h.detail
FROM history AS h LEFT JOIN instances AS i ON i.instance_key = h.event_id >> 24;
