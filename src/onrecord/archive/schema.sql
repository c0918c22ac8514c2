-- The tables of a record.db, version 2. SQLite keeps these comments in the file, so that whoever opens it finds them there.
--
-- Every row of a report hangs on `report.id`, and is deleted with it. Ids are the file's own; `label` is the id inside the record of
-- one report ("E1", "Q3"), as its JSON has it. `starts` and `ends` count Unicode code points of `report.text` from 0, end exclusive:
-- in SQL, substr(report.text, starts + 1, ends - starts) is the words beside them. NULL says that the report leaves it open.
-- Rows of one report stand in the order of their ids.

CREATE TABLE about (
    schema_version INTEGER NOT NULL, -- the version of these tables; the same number as PRAGMA user_version
    made_by        TEXT NOT NULL,    -- the program that made the file: "onrecord 0.1.0"
    created        TEXT NOT NULL     -- when it was made: ISO 8601, UTC
);

-- One news report, as it was read.
CREATE TABLE report (
    id        INTEGER PRIMARY KEY,
    sha256    TEXT NOT NULL UNIQUE,        -- the hash of its content: the same report is never here twice
    record_id TEXT NOT NULL,               -- the id that it came with, else the first 16 digits of sha256
    url       TEXT,                        -- where it was published
    outlet    TEXT,                        -- who published it
    published TEXT,                        -- when: ISO 8601 date, "2024-07-06"
    title     TEXT,                        -- its headline
    authors   TEXT NOT NULL DEFAULT '[]',  -- its bylines: a JSON list of names
    text      TEXT NOT NULL,               -- its words: what every starts and ends counts in
    read_by   TEXT NOT NULL,               -- the program that found what is in it: "onrecord 0.1.0"
    added     TEXT NOT NULL                -- when it came into this file: ISO 8601, UTC
);
CREATE INDEX report_record_id ON report (record_id);
CREATE INDEX report_published ON report (published);
CREATE INDEX report_outlet ON report (outlet COLLATE NOCASE);
CREATE INDEX report_url ON report (url);

-- Who or what, in one report, speaks, is spoken to, passes a statement on or takes part in an event.
CREATE TABLE entity (
    id     INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    label  TEXT NOT NULL, -- its id inside the record: "E1"
    name   TEXT NOT NULL, -- the fullest form in the report, title left off
    kind   TEXT NOT NULL, -- person, organisation, group, document, unnamed or place
    unnamed TEXT, -- of a source without a name, in JSON: to whom it belongs (of), how many (count), on what terms and why
    UNIQUE (report, label)
);

-- One place where an entity is named, described or referred to.
CREATE TABLE mention (
    id     INTEGER PRIMARY KEY,
    entity INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    starts INTEGER NOT NULL,
    ends   INTEGER NOT NULL,
    text   TEXT NOT NULL, -- the words there
    form   TEXT NOT NULL  -- named ("Kim Kardashian"), nominal ("the actress") or pronoun ("she")
);
CREATE INDEX mention_entity ON mention (entity);

-- Something said, written or thought, as a report gives it. What was said is in quotation_content (and, joined, in quotation_words).
CREATE TABLE quotation (
    id                 INTEGER PRIMARY KEY,
    report             INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    label              TEXT NOT NULL, -- its id inside the record: "Q1"
    kind               TEXT NOT NULL, -- direct (all in quotation marks), indirect (none) or mixed (some)
    mode               TEXT NOT NULL, -- speech (said or written) or thought
    stance             TEXT NOT NULL DEFAULT 'said', -- said, denied or alleged
    attribution        TEXT,          -- the stretch in which source and cue stand
    attribution_starts INTEGER,
    attribution_ends   INTEGER,
    source             TEXT,          -- the words printed for the one who spoke: "she"
    source_starts      INTEGER,
    source_ends        INTEGER,
    cue                TEXT,          -- the words that signal it: "said"
    cue_starts         INTEGER,
    cue_ends           INTEGER,
    speaker            INTEGER REFERENCES entity (id) ON DELETE SET NULL, -- who that is
    speaker_reason     TEXT,          -- why the speaker is NULL
    speaker_confidence REAL,          -- how sure the program is of the speaker: a probability
    because            TEXT NOT NULL DEFAULT '[]', -- which words decided the speaker: a JSON list of short pieces
    addressee_words    TEXT,          -- the words for those it was said to: "her family"
    addressee_starts   INTEGER,
    addressee_ends     INTEGER,
    addressee          INTEGER REFERENCES entity (id) ON DELETE SET NULL, -- who that is
    venue              TEXT,          -- where, or through which medium, it was said: "at a summit"
    venue_starts       INTEGER,
    venue_ends         INTEGER,
    said               TEXT,          -- the words for when it was said: "on Tuesday"
    said_starts        INTEGER,
    said_ends          INTEGER,
    said_value         TEXT,          -- and what they mean: a TIMEX3 value, "2019-11-12"
    parent             INTEGER REFERENCES quotation (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, -- the one it stands inside
    confidence         REAL,          -- how sure the program is that this is a quotation: a probability
    UNIQUE (report, label)
);
CREATE INDEX quotation_speaker ON quotation (speaker);
CREATE INDEX quotation_addressee ON quotation (addressee) WHERE addressee IS NOT NULL;
CREATE INDEX quotation_parent ON quotation (parent) WHERE parent IS NOT NULL;

-- What the report says that someone is: "the mayor of Harwick".
CREATE TABLE relation (
    id      INTEGER PRIMARY KEY,
    report  INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    starts  INTEGER NOT NULL,
    ends    INTEGER NOT NULL,
    text    TEXT NOT NULL, -- the words that say so
    subject INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE, -- who is this
    object  INTEGER REFERENCES entity (id) ON DELETE SET NULL          -- to whom; NULL where the words name none
);
CREATE INDEX relation_report ON relation (report);
CREATE INDEX relation_subject ON relation (subject);
CREATE INDEX relation_object ON relation (object) WHERE object IS NOT NULL;

-- The stretches of what was said: two where the attribution interrupts the words.
CREATE TABLE quotation_content (
    quotation INTEGER NOT NULL REFERENCES quotation (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL, -- 1 for the first
    starts    INTEGER NOT NULL,
    ends      INTEGER NOT NULL,
    text      TEXT NOT NULL,    -- the words there
    PRIMARY KEY (quotation, position)
) WITHOUT ROWID;

-- Through whom a statement came to the report.
CREATE TABLE via (
    quotation INTEGER NOT NULL REFERENCES quotation (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL, -- 1 for the nearest to the report
    entity    INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    PRIMARY KEY (quotation, position)
) WITHOUT ROWID;
CREATE INDEX via_entity ON via (entity);

-- An expression of a date, a time, a duration or a set.
CREATE TABLE time (
    id     INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    starts INTEGER NOT NULL,
    ends   INTEGER NOT NULL,
    text   TEXT NOT NULL, -- the words there
    type   TEXT NOT NULL, -- DATE, TIME, DURATION or SET
    value  TEXT,          -- TIMEX3 value, as precise as the words: "in May" is "2024-05"
    mod    TEXT,          -- TIMEX3 modifier: APPROX, START, MORE_THAN and so on
    anchor TEXT NOT NULL, -- what it was counted from: published, explicit (nothing), time (another expression) or quotation
    reason TEXT,          -- why value is NULL
    earliest TEXT,        -- the first day that value can mean: ISO 8601
    latest TEXT           -- and the last
);
CREATE INDEX time_report ON time (report);

-- What happened to people.
CREATE TABLE event (
    id           INTEGER PRIMARY KEY,
    report       INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    label        TEXT NOT NULL, -- its id inside the record: "V1"
    type         TEXT NOT NULL, -- arrest, charge, plea, sentence, release and so on
    trigger      TEXT NOT NULL, -- the word that tells it
    starts       INTEGER NOT NULL,
    ends         INTEGER NOT NULL,
    text         TEXT NOT NULL, -- the words there
    time         TEXT,          -- when: a TIMEX3 value
    amount       TEXT,          -- the size of a sentence or settlement, as printed
    status       TEXT NOT NULL, -- actual, planned, denied or possible
    according_to INTEGER REFERENCES quotation (id) ON DELETE SET NULL, -- who says so; NULL: the report in its own voice
    time_span TEXT,          -- the words that give the time: "in May"
    time_span_starts INTEGER,
    time_span_ends INTEGER,
    earliest TEXT,           -- the first day that time can mean: ISO 8601
    latest TEXT,             -- and the last
    place TEXT,              -- where, as printed
    place_starts INTEGER,
    place_ends INTEGER,
    amount_span TEXT,        -- the words of the amount
    amount_span_starts INTEGER,
    amount_span_ends INTEGER,
    amount_value TEXT,       -- what the amount is: P10Y, life, USD 2000000
    UNIQUE (report, label)
);
CREATE INDEX event_according_to ON event (according_to) WHERE according_to IS NOT NULL;

-- Who takes part in an event, and as what.
CREATE TABLE participant (
    event    INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, -- 1 for the first
    role     TEXT NOT NULL,    -- accused, victim, authority, subject, plaintiff or defendant
    entity   INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    PRIMARY KEY (event, position)
) WITHOUT ROWID;
CREATE INDEX participant_entity ON participant (entity);

-- Numbers in the words of a report that must agree, and whether they do.
CREATE TABLE checked (
    id       INTEGER PRIMARY KEY,
    report   INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    kind     TEXT NOT NULL,    -- term, order, age, weekday, interval or total
    holds    INTEGER NOT NULL, -- 1 where they agree, else 0
    says     TEXT NOT NULL,    -- the comparison in plain words
    about    INTEGER REFERENCES entity (id) ON DELETE SET NULL, -- whom it is about
    evidence TEXT NOT NULL     -- the words compared: a JSON list of [starts, ends, text]
);
CREATE INDEX checked_report ON checked (report);

-- An embedded social post.
CREATE TABLE post (
    id          INTEGER PRIMARY KEY,
    report      INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    starts      INTEGER NOT NULL,
    ends        INTEGER NOT NULL,
    text        TEXT NOT NULL, -- the words there
    platform    TEXT NOT NULL, -- "Twitter"
    author      TEXT,          -- the name of the one who posted it
    handle      TEXT,          -- and the handle: "@name"
    posted      TEXT,          -- when: ISO 8601 date
    body        TEXT,          -- the post's own words, without the line that says whose it is
    body_starts INTEGER,
    body_ends   INTEGER
);
CREATE INDEX post_report ON post (report);

-- What was said, in one piece: the contents of each quotation joined by an ellipsis.
CREATE VIEW quotation_words AS
SELECT quotation.id AS quotation,
       coalesce((SELECT group_concat(text, ' … ')
                 FROM (SELECT text FROM quotation_content WHERE quotation_content.quotation = quotation.id ORDER BY position)), '') AS words
FROM quotation;

-- For a first look: every quotation with names instead of numbers, the latest report first. SELECT * FROM who_said_what;
CREATE VIEW who_said_what AS
SELECT report.published, report.outlet, speaker.name AS speaker, words.words, quotation.kind, quotation.mode, quotation.source, quotation.cue,
       coalesce(addressee.name, quotation.addressee_words) AS addressee, quotation.venue, quotation.said, quotation.said_value,
       (SELECT group_concat(name, ', ')
        FROM (SELECT name FROM via JOIN entity ON entity.id = via.entity WHERE via.quotation = quotation.id ORDER BY position)) AS via,
       parent.label AS parent, report.title, report.url, report.record_id AS report, quotation.label AS quotation
FROM quotation
JOIN report ON report.id = quotation.report
JOIN quotation_words AS words ON words.quotation = quotation.id
LEFT JOIN entity AS speaker ON speaker.id = quotation.speaker
LEFT JOIN entity AS addressee ON addressee.id = quotation.addressee
LEFT JOIN quotation AS parent ON parent.id = quotation.parent
ORDER BY report.published DESC, report.id, quotation.id;

-- Full text. Each index keeps no second copy of the words: it reads them where they are. Letters count without case and accents;
-- in reports and quotations also without endings ("reforms" finds "reform"), in names as they are.
CREATE VIRTUAL TABLE report_search USING fts5 (
    title, text, content='report', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE quotation_search USING fts5 (
    words, content='quotation_words', content_rowid='quotation', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE entity_search USING fts5 (
    name, content='entity', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE source_search USING fts5 (
    source, content='quotation', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);

-- A deleted row leaves the indexes with it. (Adding is done by the program, once all contents of a quotation are there.)
CREATE TRIGGER report_deleted BEFORE DELETE ON report BEGIN
    INSERT INTO report_search (report_search, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER entity_deleted BEFORE DELETE ON entity BEGIN
    INSERT INTO entity_search (entity_search, rowid, name) VALUES ('delete', old.id, old.name);
END;
CREATE TRIGGER quotation_deleted BEFORE DELETE ON quotation BEGIN
    INSERT INTO source_search (source_search, rowid, source) VALUES ('delete', old.id, old.source);
    INSERT INTO quotation_search (quotation_search, rowid, words)
        SELECT 'delete', quotation, words FROM quotation_words WHERE quotation = old.id;
END;
