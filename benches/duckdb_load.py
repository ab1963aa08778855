"""DuckDB. Takes CSV files, makes the three tables of the founding model, each ordered by its key; gives the counts.

    duckdb_load.py load  DATABASE CSV...
    duckdb_load.py count DATABASE

Two threads. The CSV is read once, into a temporary table of the columns that are needed. The tables have no primary key,
so rows of the same key stay side by side: DuckDB does less than the others here, which is more than fair to it.
`ready_at` (seconds since the epoch) is when the interpreter had started and DuckDB was imported: that is not counted.
"""

import csv
import json
import sys
import time

import duckdb

READY_AT = time.time()

TYPES = {"length": "FLOAT", "sessionId": "INTEGER", "itemInSession": "INTEGER", "userId": "INTEGER"}

EVENTS = """
    CREATE TEMP TABLE events AS
    SELECT artist, song AS song_title, length AS song_length, sessionId AS session_id,
        itemInSession AS item_in_session, userId AS user_id, firstName AS first_name, lastName AS last_name
    FROM read_csv(?, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {columns})
    WHERE artist IS NOT NULL"""

TABLES = {
    "songs_by_session": (
        "session_id, item_in_session",
        "artist, song_title, song_length",
    ),
    "songs_by_user_session": (
        "user_id, session_id, item_in_session",
        "artist, song_title, first_name, last_name",
    ),
    "users_by_song": (
        "song_title, user_id",
        "first_name, last_name",
    ),
}


def main():
    verb, database, *files = sys.argv[1:]
    connection = duckdb.connect(database, config={"threads": 2})
    print(json.dumps(load(connection, files) if verb == "load" else count(connection)))
    connection.close()


def load(connection, files):
    connection.execute("SET preserve_insertion_order = false")
    columns = {name: TYPES.get(name, "VARCHAR") for name in header(files[0])}
    rows = connection.execute(EVENTS.format(columns=columns), [files]).fetchone()[0]
    for table, (key, rest) in TABLES.items():
        connection.execute(f"CREATE TABLE {table} AS SELECT {key}, {rest} FROM events ORDER BY {key}")
    return {"rows": rows, "ready_at": READY_AT, "version": duckdb.__version__}


def header(file):
    with open(file, newline="", encoding="utf-8") as lines:
        return next(csv.reader(lines))


def count(connection):
    def distinct(table, key):
        return connection.execute(f"SELECT count(*) FROM (SELECT DISTINCT {key} FROM {table})").fetchone()[0]

    return {"tables": {table: distinct(table, key) for table, (key, _) in TABLES.items()}}


main()
