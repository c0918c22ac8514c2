-- The tables of a record.db, version 5. SQLite keeps these comments in the file, so that whoever opens it finds them there.
--
-- Every row of a report hangs on `report.id`, and is deleted with it. Ids are the file's own; `label` is the id inside the record of
-- one report ("E1", "Q3"), as its JSON has it. `starts` and `ends` count Unicode code points of `report.text` from 0, end exclusive:
-- in SQL, substr(report.text, starts + 1, ends - starts) is the words beside them. NULL says that the report leaves it open.
-- Rows of one report stand in the order of their ids.
--
-- Nothing is kept twice: words that stand in a report are kept as their places in it, and words that many rows say ("indirect") as a row
-- of `phrase`. The views whose names end in `_in_full` have all words in place.
--
-- Three kinds of tables: what the program found (report … post), what people said of it (judgement), and what follows from both and can
-- be made again at any time (person, correction). The views at the end are the questions, a question a view: start there.

-- This file itself: one row.

CREATE TABLE about (
    schema_version INTEGER NOT NULL, -- the version of these tables; the same number as PRAGMA user_version
    made_by        TEXT NOT NULL,    -- the program that made the file: "onrecord 0.1.0"
    created        TEXT NOT NULL,    -- when it was made: ISO 8601, UTC
    comparison     INTEGER NOT NULL DEFAULT 0 -- the form of what was found between reports; of an earlier form, it is made anew. 0: none yet
);

-- One news report, as it was read.
CREATE TABLE report (
    id          INTEGER PRIMARY KEY,
    sha256      TEXT NOT NULL UNIQUE,        -- the hash of its content: the same report is never here twice
    record_id   TEXT NOT NULL,               -- the id that it came with, else the first 16 digits of sha256
    url         TEXT,                        -- where it was published
    outlet      TEXT,                        -- who published it
    published   TEXT,                        -- when: ISO 8601 date, "2024-07-06"
    title       TEXT,                        -- its headline
    authors     TEXT NOT NULL DEFAULT '[]',  -- its bylines: a JSON list of names
    read_by     TEXT NOT NULL,               -- the program that found what is in it: "onrecord 0.1.0"
    added       TEXT NOT NULL,               -- when it came into this file: ISO 8601, UTC
    page        TEXT,                        -- the url without what does not change the page ("#top", "?utm_source=…")
    version     INTEGER NOT NULL DEFAULT 1,  -- 1 for the first report of this page, 2 for the next, and so on
    replaced_by INTEGER REFERENCES report (id) ON DELETE SET NULL, -- the version after this one; NULL: this is the latest
    text        TEXT NOT NULL                -- its words: what every starts and ends counts in
);
CREATE INDEX report_record_id ON report (record_id);
CREATE INDEX report_published ON report (published);
CREATE INDEX report_outlet ON report (outlet COLLATE NOCASE, published);
CREATE INDEX report_page ON report (page, replaced_by) WHERE page IS NOT NULL;
CREATE INDEX report_replaced_by ON report (replaced_by) WHERE replaced_by IS NOT NULL;

-- Words that many rows say, each kept once: kinds, forms, reasons.
CREATE TABLE phrase (
    id    INTEGER PRIMARY KEY,
    words TEXT NOT NULL UNIQUE -- in a reason, ⟨source⟩, ⟨cue⟩ and ⟨speaker⟩ stand for the quotation's own
);

-- What a new version of a report changed: a passage or a field a row. A correction to a story is news.
CREATE TABLE change (
    id            INTEGER PRIMARY KEY,
    report        INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE, -- the later version
    field         TEXT NOT NULL, -- text, or another field that changed: title, published, outlet, authors
    before        TEXT,         -- the words of the earlier version; NULL: they were added
    before_starts INTEGER,      -- where they stood, in the text of the earlier version
    before_ends   INTEGER,
    after         TEXT,         -- the words of the later version; NULL: they were taken out
    after_starts  INTEGER,      -- where they stand, in the text of the later version
    after_ends    INTEGER
);
CREATE INDEX change_report ON change (report);

-- One and the same person or organisation in all reports. Made from entity and judgement, and made again whenever these change.
CREATE TABLE person (
    id         INTEGER PRIMARY KEY, -- that of the first of its entities
    name       TEXT NOT NULL,       -- the name that most reports give in full
    kind       TEXT NOT NULL,       -- person or organisation
    names      TEXT NOT NULL,       -- every name, the commonest first: a JSON list
    reports    INTEGER NOT NULL,    -- in how many reports
    quotations INTEGER NOT NULL,    -- how many quotations of theirs
    first      TEXT,                -- the date of the earliest report: ISO 8601
    last       TEXT,                -- and of the latest
    block      TEXT NOT NULL        -- the group of names in which they were found ("p okafor", "o tarn"): that of the first entity
);
CREATE INDEX person_quotations ON person (quotations);
CREATE INDEX person_block ON person (block);

-- Who gets quoted where and when: how many quotations the reports of an outlet and a month have. Made from statement and made again.
CREATE TABLE quoted (
    outlet     TEXT NOT NULL, -- "" where it is not known
    month      TEXT NOT NULL, -- of publication: "2024-07"; "" where it is not known
    source     TEXT NOT NULL, -- what the speaker is: person, organisation, group, document, place, unnamed; unknown: nobody is known
    kind       TEXT NOT NULL, -- direct, indirect or mixed
    quotations INTEGER NOT NULL, -- how many
    PRIMARY KEY (outlet, month, source, kind)
) WITHOUT ROWID;

-- The outlets and months that have to be counted again.
CREATE TABLE uncounted (
    outlet TEXT NOT NULL, -- as in quoted
    month  TEXT NOT NULL, -- as in quoted
    PRIMARY KEY (outlet, month)
) WITHOUT ROWID;

-- The groups of names that have to be gone through again, because something in them is new, gone or judged.
CREATE TABLE unsettled (
    block TEXT PRIMARY KEY -- as in person
) WITHOUT ROWID;

-- Who or what, in one report, speaks, is spoken to, passes a statement on or takes part in an event.
CREATE TABLE entity (
    id     INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    label  TEXT NOT NULL, -- its id inside the record: "E1"
    name   TEXT NOT NULL, -- the fullest form in the report, title left off
    kind   INTEGER NOT NULL REFERENCES phrase (id), -- person, organisation, group, document, unnamed or place
    unnamed TEXT, -- of a source without a name, in JSON: to whom it belongs (of), how many (count), on what terms and why
    roles  TEXT,          -- what the report says beside the name ("mayor", "tarn"): a JSON list of words
    block  TEXT,          -- the group of names in which its person is yet to be looked for; NULL: found, or it has no name of its own
    person INTEGER REFERENCES person (id) ON DELETE SET NULL -- who that is across reports; NULL: not looked for yet, or nobody
);
CREATE INDEX entity_report ON entity (report);
CREATE INDEX entity_block ON entity (block) WHERE block IS NOT NULL;
CREATE INDEX entity_person ON entity (person) WHERE person IS NOT NULL;

-- One place where an entity is named, described or referred to.
CREATE TABLE mention (
    entity   INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, -- 1 for the first
    starts   INTEGER NOT NULL,
    ends     INTEGER NOT NULL,
    form     INTEGER NOT NULL REFERENCES phrase (id), -- named ("Kim Kardashian"), nominal ("the actress") or pronoun ("she")
    PRIMARY KEY (entity, position)
) WITHOUT ROWID;

-- Something said, written or thought, as a report gives it. What was said is in quotation_content (and, joined, in quotation_words).
CREATE TABLE quotation (
    id                 INTEGER PRIMARY KEY,
    report             INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    label              TEXT NOT NULL, -- its id inside the record: "Q1"
    kind               INTEGER NOT NULL REFERENCES phrase (id), -- direct (all in quotation marks), indirect (none) or mixed (some)
    mode               INTEGER NOT NULL REFERENCES phrase (id), -- speech (said or written) or thought
    stance             INTEGER NOT NULL REFERENCES phrase (id), -- said, denied or alleged
    attribution_starts INTEGER,       -- the stretch in which source and cue stand
    attribution_ends   INTEGER,
    source_starts      INTEGER,       -- the words printed for the one who spoke: "she"
    source_ends        INTEGER,
    cue_starts         INTEGER,       -- the words that signal it: "said"
    cue_ends           INTEGER,
    speaker            INTEGER REFERENCES entity (id) ON DELETE SET NULL, -- who that is
    speaker_reason     INTEGER REFERENCES phrase (id), -- why the speaker is NULL
    speaker_confidence INTEGER,       -- how sure the program is of the speaker: a probability, in thousandths
    because            INTEGER NOT NULL REFERENCES phrase (id), -- which words decided the speaker: a JSON list of short pieces
    addressee_words    TEXT,          -- the words for those it was said to: "her family"
    addressee_starts   INTEGER,
    addressee_ends     INTEGER,
    addressee          INTEGER REFERENCES entity (id) ON DELETE SET NULL, -- who that is
    venue_starts       INTEGER,       -- where, or through which medium, it was said: "at a summit"
    venue_ends         INTEGER,
    said_starts        INTEGER,       -- the words for when it was said: "on Tuesday"
    said_ends          INTEGER,
    said_value         TEXT,          -- and what they mean: a TIMEX3 value, "2019-11-12"
    parent             INTEGER REFERENCES quotation (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, -- the one it stands inside
    confidence         INTEGER        -- how sure the program is that this is a quotation: a probability, in thousandths
);
CREATE INDEX quotation_report ON quotation (report);
CREATE INDEX quotation_speaker ON quotation (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX quotation_addressee ON quotation (addressee) WHERE addressee IS NOT NULL;
CREATE INDEX quotation_addressee_words ON quotation (addressee_words) WHERE addressee_words IS NOT NULL AND addressee IS NULL;
CREATE INDEX quotation_parent ON quotation (parent) WHERE parent IS NOT NULL;

-- What the report says that someone is, as the words that say so: "the mayor of Harwick".
CREATE TABLE relation (
    id      INTEGER PRIMARY KEY,
    report  INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    starts  INTEGER NOT NULL,
    ends    INTEGER NOT NULL,
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

-- What a person decided. Rows are never changed but for revoking; each names its place by words that outlive every new reading.
CREATE TABLE judgement (
    id           INTEGER PRIMARY KEY,
    uid          TEXT NOT NULL UNIQUE, -- its name wherever it is shared
    verdict      TEXT NOT NULL, -- same, different, speaker, wrong or date
    sha256       TEXT NOT NULL, -- the report in which it was made: report.sha256
    page         TEXT,          -- and its page, so that it holds in other versions
    starts       INTEGER NOT NULL,
    ends         INTEGER NOT NULL,
    words        TEXT NOT NULL, -- what it is about: the words of a quotation, or one mention of an entity
    other_sha256 TEXT,          -- same, different: the second entity, likewise
    other_page   TEXT,          -- and its page
    other_starts INTEGER,
    other_ends   INTEGER,
    other_words  TEXT,          -- and one mention of it
    value        TEXT,          -- speaker: the name; date: the TIMEX3 value
    who          TEXT NOT NULL, -- who decided
    made         TEXT NOT NULL, -- when: ISO 8601, UTC
    why          TEXT,          -- the reason given
    revoked      TEXT,          -- when it was taken back; NULL: it holds
    revoked_by   TEXT,          -- by whom
    revoked_why  TEXT           -- and why
);
CREATE INDEX judgement_sha256 ON judgement (sha256);
CREATE INDEX judgement_page ON judgement (page) WHERE page IS NOT NULL;

-- What the judgements that hold make of a quotation. Made from them, and made again whenever they or the quotations change.
CREATE TABLE correction (
    quotation    INTEGER PRIMARY KEY REFERENCES quotation (id) ON DELETE CASCADE,
    wrong        INTEGER NOT NULL, -- 1: this is no quotation
    speaker_name TEXT,             -- who spoke, in place of what was found; NULL: as found
    speaker      INTEGER REFERENCES entity (id) ON DELETE SET NULL, -- the same, where the report names them
    said_value   TEXT,             -- when, in place of what was found; NULL: as found
    judgements   TEXT NOT NULL     -- their uids: a JSON list
);
CREATE INDEX correction_speaker ON correction (speaker) WHERE speaker IS NOT NULL;

-- An expression of a date, a time, a duration or a set.
CREATE TABLE time (
    id     INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report (id) ON DELETE CASCADE,
    starts INTEGER NOT NULL,
    ends   INTEGER NOT NULL,
    type   INTEGER NOT NULL REFERENCES phrase (id), -- DATE, TIME, DURATION or SET
    value  TEXT,          -- TIMEX3 value, as precise as the words: "in May" is "2024-05"
    mod    INTEGER REFERENCES phrase (id), -- TIMEX3 modifier: APPROX, START, MORE_THAN and so on
    anchor INTEGER NOT NULL REFERENCES phrase (id), -- what it was counted from: published, explicit (nothing), time (another) or quotation
    reason INTEGER REFERENCES phrase (id), -- why value is NULL
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
    time         TEXT,          -- when: a TIMEX3 value
    amount       TEXT,          -- the size of a sentence or settlement, as printed
    status       TEXT NOT NULL, -- actual, planned, denied or possible
    according_to INTEGER REFERENCES quotation (id) ON DELETE SET NULL, -- who says so; NULL: the report in its own voice
    time_span_starts INTEGER, -- the words that give the time: "in May"
    time_span_ends INTEGER,
    earliest TEXT,           -- the first day that time can mean: ISO 8601
    latest TEXT,             -- and the last
    place_starts INTEGER,    -- where, as printed
    place_ends INTEGER,
    amount_span_starts INTEGER, -- the words of the amount
    amount_span_ends INTEGER,
    amount_value TEXT        -- what the amount is: P10Y, life, USD 2000000
);
CREATE INDEX event_report ON event (report);
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
    platform    TEXT NOT NULL, -- "Twitter"
    author      TEXT,          -- the name of the one who posted it
    handle      TEXT,          -- and the handle: "@name"
    posted      TEXT,          -- when: ISO 8601 date
    body_starts INTEGER,       -- the post's own words, without the line that says whose it is
    body_ends   INTEGER
);
CREATE INDEX post_report ON post (report);

-- The rows of entity, with the words of their kinds.
CREATE VIEW entity_in_full AS
SELECT entity.id, entity.report, entity.label, entity.name, (SELECT words FROM phrase WHERE phrase.id = entity.kind) AS kind,
       entity.unnamed, entity.roles, entity.block, entity.person
FROM entity;

-- The rows of quotation, with all words in place, and the speaker's name.
CREATE VIEW quotation_in_full AS
SELECT quotation.id, quotation.report, quotation.label,
       (SELECT words FROM phrase WHERE phrase.id = quotation.kind) AS kind,
       (SELECT words FROM phrase WHERE phrase.id = quotation.mode) AS mode,
       (SELECT words FROM phrase WHERE phrase.id = quotation.stance) AS stance,
       attribution_starts, attribution_ends,
       substr(report.text, source_starts + 1, source_ends - source_starts) AS source, source_starts, source_ends,
       substr(report.text, cue_starts + 1, cue_ends - cue_starts) AS cue, cue_starts, cue_ends,
       quotation.speaker, entity.name AS speaker_name,
       (SELECT words FROM phrase WHERE phrase.id = quotation.speaker_reason) AS speaker_reason,
       speaker_confidence / 1000.0 AS speaker_confidence,
       replace(replace(replace((SELECT words FROM phrase WHERE phrase.id = quotation.because),
           '⟨source⟩', coalesce(substr(report.text, source_starts + 1, source_ends - source_starts), '')),
           '⟨cue⟩', coalesce(substr(report.text, cue_starts + 1, cue_ends - cue_starts), '')),
           '⟨speaker⟩', coalesce(entity.name, '')) AS because,
       addressee_words, addressee_starts, addressee_ends, addressee,
       substr(report.text, venue_starts + 1, venue_ends - venue_starts) AS venue, venue_starts, venue_ends,
       substr(report.text, said_starts + 1, said_ends - said_starts) AS said, said_starts, said_ends, said_value,
       parent, confidence / 1000.0 AS confidence
FROM quotation
JOIN report ON report.id = quotation.report
LEFT JOIN entity ON entity.id = quotation.speaker;

-- The rows of relation, with all words in place.
CREATE VIEW relation_in_full AS
SELECT relation.id, relation.report, starts, ends, substr(report.text, starts + 1, ends - starts) AS text, subject, object
FROM relation
JOIN report ON report.id = relation.report;

-- The rows of time, with all words in place.
CREATE VIEW time_in_full AS
SELECT time.id, time.report, starts, ends, substr(report.text, starts + 1, ends - starts) AS text,
       (SELECT words FROM phrase WHERE phrase.id = time.type) AS type, time.value,
       (SELECT words FROM phrase WHERE phrase.id = time.mod) AS mod,
       (SELECT words FROM phrase WHERE phrase.id = time.anchor) AS anchor,
       (SELECT words FROM phrase WHERE phrase.id = time.reason) AS reason, earliest, latest
FROM time
JOIN report ON report.id = time.report;

-- The rows of event, with all words in place.
CREATE VIEW event_in_full AS
SELECT event.id, event.report, label, type, trigger, starts, ends, substr(report.text, starts + 1, ends - starts) AS text,
       event.time, amount, status, according_to,
       substr(report.text, time_span_starts + 1, time_span_ends - time_span_starts) AS time_span, time_span_starts, time_span_ends,
       earliest, latest,
       substr(report.text, place_starts + 1, place_ends - place_starts) AS place, place_starts, place_ends,
       substr(report.text, amount_span_starts + 1, amount_span_ends - amount_span_starts) AS amount_span,
       amount_span_starts, amount_span_ends, amount_value
FROM event
JOIN report ON report.id = event.report;

-- The rows of post, with all words in place.
CREATE VIEW post_in_full AS
SELECT post.id, post.report, starts, ends, substr(report.text, starts + 1, ends - starts) AS text, platform, author, handle, posted,
       substr(report.text, body_starts + 1, body_ends - body_starts) AS body, body_starts, body_ends
FROM post
JOIN report ON report.id = post.report;

-- What was said, in one piece: the contents of each quotation joined by an ellipsis.
CREATE VIEW quotation_words AS
SELECT quotation.id AS quotation,
       coalesce((SELECT group_concat(substr(report.text, starts + 1, ends - starts), ' … ')
                 FROM (SELECT starts, ends FROM quotation_content WHERE quotation_content.quotation = quotation.id ORDER BY position) AS listed),
                '') AS words
FROM quotation
JOIN report ON report.id = quotation.report;

-- The words of each mention, beside whom they mean.
CREATE VIEW mention_words AS
SELECT mention.entity, mention.position, starts, ends, substr(report.text, starts + 1, ends - starts) AS words,
       (SELECT words FROM phrase WHERE phrase.id = mention.form) AS form, entity.name, entity.report
FROM mention
JOIN entity ON entity.id = mention.entity
JOIN report ON report.id = entity.report;

-- The names that no person has: of groups, documents, places and unnamed sources. For searching.
CREATE VIEW entity_without_person AS
SELECT id, name FROM entity WHERE block IS NULL AND person IS NULL;

-- The words for sources of whom it is not known who they are. For searching.
CREATE VIEW source_without_speaker AS
SELECT id, source FROM quotation_in_full WHERE speaker IS NULL AND source_starts IS NOT NULL;

-- The quotations of the latest version of each report, as people have corrected them. The other views and all commands start from this.
CREATE VIEW statement AS
SELECT quotation.id, quotation.report, quotation.label, quotation.kind, quotation.mode, quotation.source, quotation.cue,
       CASE WHEN correction.speaker_name IS NULL THEN quotation.speaker ELSE correction.speaker END AS speaker, -- the row of entity
       coalesce(correction.speaker_name, quotation.speaker_name) AS speaker_name,
       CASE WHEN correction.speaker_name IS NULL THEN quotation.speaker_reason ELSE NULL END AS speaker_reason,
       CASE WHEN correction.speaker_name IS NULL THEN quotation.speaker_confidence ELSE NULL END AS speaker_confidence,
       CASE WHEN correction.speaker_name IS NULL THEN quotation.because ELSE '["judged"]' END AS because,
       quotation.addressee, quotation.addressee_words, quotation.venue, quotation.said,
       coalesce(correction.said_value, quotation.said_value) AS said_value, quotation.parent, correction.judgements
FROM quotation_in_full AS quotation
JOIN report ON report.id = quotation.report AND report.replaced_by IS NULL
LEFT JOIN correction ON correction.quotation = quotation.id
WHERE coalesce(correction.wrong, 0) = 0;

-- Who said what: every quotation with names instead of numbers, the latest report first.
CREATE VIEW who_said_what AS
SELECT report.published, report.outlet, statement.speaker_name AS speaker, words.words, statement.kind, statement.mode, statement.source,
       statement.cue, coalesce(addressee.name, statement.addressee_words) AS addressee, statement.venue, statement.said,
       statement.said_value,
       (SELECT group_concat(name, ', ')
        FROM (SELECT name FROM via JOIN entity ON entity.id = via.entity WHERE via.quotation = statement.id ORDER BY position) AS listed) AS via,
       parent.label AS parent, report.title, report.url, report.record_id AS report, statement.label AS quotation
FROM statement
JOIN report ON report.id = statement.report
JOIN quotation_words AS words ON words.quotation = statement.id
LEFT JOIN entity AS addressee ON addressee.id = statement.addressee
LEFT JOIN quotation AS parent ON parent.id = statement.parent
ORDER BY report.published DESC NULLS LAST, report.id, statement.id;

-- Who is who: every person and organisation, those of most reports first, with how often they are quoted.
CREATE VIEW who_is_who AS
SELECT person.name, person.kind, person.reports, person.quotations, person.first, person.last, person.names, person.id AS person
FROM person
ORDER BY person.reports DESC, person.id;

-- Who gets quoted: for each outlet and month how many quotations there are of each sort of source, and what share that is.
CREATE VIEW who_gets_quoted AS
SELECT outlet, month, source, sum(quotations) AS quotations,
       round(sum(quotations) * 1.0 / sum(sum(quotations)) OVER (PARTITION BY outlet, month), 3) AS share
FROM quoted
GROUP BY outlet, month, source
ORDER BY outlet, month, quotations DESC;

-- What changed: every passage that a later version of a report changed, the latest first.
CREATE VIEW what_changed AS
SELECT report.added, report.outlet, report.title, change.field, change.before, change.after, report.version, report.url,
       report.record_id AS report
FROM change
JOIN report ON report.id = change.report
ORDER BY report.added DESC, change.id;

-- What people judged, the latest first.
CREATE VIEW what_people_judged AS
SELECT judgement.made, judgement.who, judgement.verdict, judgement.words, judgement.other_words, judgement.value, judgement.why,
       judgement.revoked, judgement.uid
FROM judgement
ORDER BY judgement.made DESC, judgement.id DESC;

-- Full text. Each index keeps no second copy of the words: it reads them where they are. Letters count without case and accents;
-- in reports and quotations also without endings ("reforms" finds "reform"), in names as they are.
CREATE VIRTUAL TABLE report_search USING fts5 (
    title, text, content='report', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE quotation_search USING fts5 (
    words, content='quotation_words', content_rowid='quotation', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE entity_search USING fts5 (
    name, content='entity_without_person', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE source_search USING fts5 (
    source, content='source_without_speaker', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE person_search USING fts5 (
    names, content='person', content_rowid='id', columnsize=0, tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE correction_search USING fts5 (
    speaker_name, content='correction', content_rowid='quotation', columnsize=0, tokenize='unicode61 remove_diacritics 2'
);

-- A deleted row leaves the indexes with it. (Adding is done by the program, once all contents of a quotation are there.)
CREATE TRIGGER report_replaced AFTER UPDATE OF replaced_by ON report BEGIN
    INSERT INTO uncounted (outlet, month) VALUES (coalesce(new.outlet, ''), coalesce(substr(new.published, 1, 7), '')) ON CONFLICT DO NOTHING;
    INSERT INTO unsettled (block) SELECT DISTINCT coalesce(entity.block, person.block) FROM entity LEFT JOIN person ON person.id = entity.person
        WHERE entity.report = new.id AND coalesce(entity.block, person.block) IS NOT NULL ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER report_deleted BEFORE DELETE ON report BEGIN
    INSERT INTO uncounted (outlet, month) VALUES (coalesce(old.outlet, ''), coalesce(substr(old.published, 1, 7), '')) ON CONFLICT DO NOTHING;
    INSERT INTO report_search (report_search, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    DELETE FROM quotation WHERE report = old.id; -- while its words can still be read
    DELETE FROM entity WHERE report = old.id;
    UPDATE report SET replaced_by = old.replaced_by WHERE replaced_by = old.id;
END;
CREATE TRIGGER entity_deleted BEFORE DELETE ON entity BEGIN
    INSERT INTO entity_search (entity_search, rowid, name) SELECT 'delete', old.id, old.name WHERE old.block IS NULL AND old.person IS NULL;
    INSERT INTO unsettled (block) SELECT old.block WHERE old.block IS NOT NULL ON CONFLICT DO NOTHING;
    INSERT INTO unsettled (block) SELECT block FROM person WHERE id = old.person ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER entity_gone AFTER DELETE ON entity WHEN old.person IS NOT NULL BEGIN
    DELETE FROM person WHERE id = old.person AND NOT EXISTS (SELECT 1 FROM entity WHERE person = old.person);
END;
CREATE TRIGGER person_added AFTER INSERT ON person BEGIN
    INSERT INTO person_search (rowid, names) VALUES (new.id, new.names);
END;
CREATE TRIGGER person_renamed AFTER UPDATE OF names ON person BEGIN
    INSERT INTO person_search (person_search, rowid, names) VALUES ('delete', old.id, old.names);
    INSERT INTO person_search (rowid, names) VALUES (new.id, new.names);
END;
CREATE TRIGGER person_deleted BEFORE DELETE ON person BEGIN
    INSERT INTO person_search (person_search, rowid, names) VALUES ('delete', old.id, old.names);
END;
CREATE TRIGGER correction_added AFTER INSERT ON correction BEGIN
    INSERT INTO correction_search (rowid, speaker_name) VALUES (new.quotation, new.speaker_name);
END;
CREATE TRIGGER correction_deleted BEFORE DELETE ON correction BEGIN
    INSERT INTO correction_search (correction_search, rowid, speaker_name) VALUES ('delete', old.quotation, old.speaker_name);
END;
CREATE TRIGGER quotation_deleted BEFORE DELETE ON quotation BEGIN
    INSERT INTO source_search (source_search, rowid, source)
        SELECT 'delete', old.id, source FROM source_without_speaker WHERE id = old.id;
    INSERT INTO quotation_search (quotation_search, rowid, words)
        SELECT 'delete', old.id, words FROM quotation_words WHERE quotation = old.id;
END;

-- What was found between reports goes with a report; those that share its text, or a saying, are compared anew at the next
-- question, because they may have been found through it.
CREATE TRIGGER compared_report_deleted AFTER DELETE ON report BEGIN
    DELETE FROM compared WHERE source = (SELECT source FROM compared WHERE report = old.id)
        OR report IN (SELECT report FROM wording WHERE saying IN (SELECT saying FROM wording WHERE report = old.id));
    DELETE FROM compared WHERE report = old.id;
END;
