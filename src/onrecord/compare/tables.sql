-- What was found between reports. `report` is the id of a row of the table report.

-- One row for each report that was compared with the others.
CREATE TABLE compared (
    report INTEGER PRIMARY KEY,
    day    INTEGER,          -- when it was published: days since 1970-01-01
    outlet TEXT,             -- who published it
    credit TEXT,             -- the agency that it names as its source: "Reuters"
    source INTEGER NOT NULL, -- reports that print the same text have the same number here: they are one source
    story  INTEGER NOT NULL  -- reports of one happening have the same number here
);
CREATE INDEX compared_source ON compared (source);
CREATE INDEX compared_story ON compared (story);

-- Text that two reports share.
CREATE TABLE shared_text (
    report   INTEGER NOT NULL, -- the report that was compared later
    of       INTEGER NOT NULL, -- the report that it shares text with
    share    REAL NOT NULL,    -- how much of its own words (outside quotation marks) stand in the other: 0 to 1
    share_of REAL NOT NULL,    -- how much of the other's own words stand in it
    words    INTEGER NOT NULL, -- how many words they share
    PRIMARY KEY (report, of)
) WITHOUT ROWID;
CREATE INDEX shared_text_of ON shared_text (of);

-- One quotation, and the saying that it prints: quotations of one utterance have the same number there.
CREATE TABLE wording (
    id      INTEGER PRIMARY KEY,
    report  INTEGER NOT NULL,
    label   TEXT NOT NULL,    -- the quotation's id inside the record of its report: "Q3"
    saying  INTEGER NOT NULL, -- the saying's number: the id of the first of its quotations
    kind    TEXT NOT NULL,    -- direct, indirect or mixed
    speaker TEXT,             -- who said it
    named   INTEGER NOT NULL, -- 1 where the words printed for the source name the speaker, a person; 0 for "she", "the actress", "the agency"
    day     INTEGER,          -- when the report was published
    words   TEXT NOT NULL     -- what was said, in plain words
);
CREATE INDEX wording_saying ON wording (saying);
CREATE INDEX wording_report ON wording (report, label);

-- A story that another report was put to.
CREATE TABLE story (
    number INTEGER PRIMARY KEY, -- as in compared.story
    likest INTEGER NOT NULL     -- the report that is most like the others: its headline is the story's name
);

-- A saying that more than one quotation prints.
CREATE TABLE saying (
    number     INTEGER PRIMARY KEY, -- as in wording.saying
    quotations INTEGER NOT NULL     -- how many print it
);
CREATE INDEX saying_quotations ON saying (quotations);

-- Two passages of one story that cannot both be right (conflict) or may not be (possible), or of which the later updates the earlier (update).
CREATE TABLE disagreement (
    id      INTEGER PRIMARY KEY,
    story   INTEGER NOT NULL,  -- the number of the story, as in compared
    verdict TEXT NOT NULL,     -- conflict, possible or update
    kind    TEXT NOT NULL,     -- count, date, age, amount, length, share, distance, place, name, claim or speaker
    one     INTEGER NOT NULL,  -- the report of the first passage
    other   INTEGER NOT NULL,  -- the report of the second
    score   REAL NOT NULL,     -- how sure, and how much it matters: 0 to 1
    passage TEXT NOT NULL      -- both passages, as JSON
);
CREATE INDEX disagreement_story ON disagreement (story);
CREATE INDEX disagreement_one ON disagreement (one);
CREATE INDEX disagreement_other ON disagreement (other);

-- What the next report is compared by. Of no use to a reader.
CREATE TABLE compare_fingerprint (key BIGINT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (key, item)) WITHOUT ROWID;
CREATE TABLE compare_wording (key BIGINT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (key, item)) WITHOUT ROWID;
CREATE TABLE compare_term (
    term   BIGINT NOT NULL,  -- a hash of the word
    day    INTEGER NOT NULL, -- as in compared; -1 where it is not known
    report INTEGER NOT NULL,
    weight REAL NOT NULL,    -- how much it tells of the report: the squares add up to 1
    PRIMARY KEY (term, day, report)
) WITHOUT ROWID;
CREATE TABLE compare_statement (report INTEGER PRIMARY KEY, found BLOB NOT NULL);
CREATE INDEX compare_fingerprint_item ON compare_fingerprint (item);
CREATE INDEX compare_wording_item ON compare_wording (item);
CREATE INDEX compare_term_report ON compare_term (report);

-- What hangs on a report goes with it.
CREATE TRIGGER compared_deleted AFTER DELETE ON compared BEGIN
    UPDATE compared SET story = (SELECT min(report) FROM compared WHERE story = old.report) WHERE story = old.report;
    DELETE FROM story WHERE number = old.report;
    DELETE FROM shared_text WHERE report = old.report OR of = old.report;
    DELETE FROM compare_wording WHERE item IN (SELECT id FROM wording WHERE report = old.report);
    UPDATE saying SET quotations = (SELECT count(*) FROM wording WHERE wording.saying = saying.number AND report <> old.report)
        WHERE number IN (SELECT saying FROM wording WHERE report = old.report);
    DELETE FROM saying WHERE quotations < 2;
    DELETE FROM wording WHERE report = old.report;
    DELETE FROM disagreement WHERE one = old.report OR other = old.report;
    DELETE FROM compare_fingerprint WHERE item = old.report;
    DELETE FROM compare_term WHERE report = old.report;
    DELETE FROM compare_statement WHERE report = old.report;
END;
