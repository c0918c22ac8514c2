-- What PostgreSQL needs to search as SQLite does (tokenize='porter unicode61 remove_diacritics 2').

-- COLLATE NOCASE: without regard to the size of letters.
CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);

-- Words in any of their forms, none left out.
CREATE TEXT SEARCH DICTIONARY porter (TEMPLATE = snowball, LANGUAGE = porter);
CREATE TEXT SEARCH CONFIGURATION stemmed (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION stemmed ALTER MAPPING FOR asciiword, word, numword WITH porter;

-- The letters and digits alone, small and without accents; and quotation marks, which hold together what is asked for. So much of a text
-- is searched as fits into a tsvector for certain. A word such as "as" or the "s" of a genitive is marked with a 0: SQLite's Porter stemmer
-- leaves words of one or two letters as they are, PostgreSQL's takes their s.
CREATE FUNCTION plain_words(given text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(regexp_replace(
        regexp_replace(lower(normalize(left(given, 200000), NFD) COLLATE "und-x-icu"), '[\u0300-\u036f]+', '', 'g') COLLATE "und-x-icu",
        '[^[:alnum:]"]+', ' ', 'g'
    ), '\m([[:alnum:]]?s)\M', '\10', 'g')
$$;

-- What people asked for, each piece in quotation marks; the words of a last one with a * behind may go on.
CREATE FUNCTION asked_for(configuration regconfig, given text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN given NOT LIKE '%*' THEN websearch_to_tsquery(configuration, plain_words(given))
           ELSE websearch_to_tsquery(configuration, plain_words(regexp_replace(given, '"[^"]*"\*$', '')))
                && to_tsquery(configuration, '''' || regexp_replace(plain_words(substring(given FROM '"[^"]*"\*$')), '"|0(?=" )', '', 'g') || ''':*') END
$$;
