"""A loader as one writes it with cassandra-driver. Takes a CSV file, writes the three tables of the founding model.

    cassandra_load.py rows ADDRESS:PORT QUERIES CSV    one execute per row and table, each waited for
    cassandra_load.py many ADDRESS:PORT QUERIES CSV    execute_concurrent_with_args, 100 on their way, table by table

QUERIES is the file of statements that `modeler generate` made: the INSERT statements are taken from it and prepared.
`seconds` runs from the first statement to the last, and `cpu` is the processor time meanwhile: starting Python,
connecting and preparing are not counted.
"""

import csv
import json
import sys
import time

import cassandra
from cassandra.cluster import Cluster
from cassandra.concurrent import execute_concurrent_with_args

CONCURRENCY = 100

# The columns of the tables: where they are in the CSV, and how a text becomes a value.
COLUMNS = {
    "artist": ("artist", str),
    "song_title": ("song", str),
    "song_length": ("length", float),
    "session_id": ("sessionId", int),
    "item_in_session": ("itemInSession", int),
    "user_id": ("userId", int),
    "first_name": ("firstName", str),
    "last_name": ("lastName", str),
}


def main():
    verb, address, queries, file = sys.argv[1:]
    host, port = address.rsplit(":", 1)
    cluster = Cluster([host], port=int(port))
    session = cluster.connect()
    with open(queries, encoding="utf-8") as lines:
        inserts = [session.prepare(line.strip().rstrip(";")) for line in lines if line.startswith("INSERT ")]
    started, busy = time.time(), time.process_time()
    rows = (one_by_one if verb == "rows" else concurrently)(session, inserts, file)
    seconds, cpu = time.time() - started, time.process_time() - busy
    connection = Cluster.connection_class.__name__
    compiled = not cassandra.cluster.__file__.endswith(".py")
    version = f"{cassandra.__version__}, {connection}, {'with' if compiled else 'without'} C extensions"
    print(json.dumps({"read": rows, "seconds": seconds, "cpu": cpu, "version": version}))
    cluster.shutdown()


def one_by_one(session, inserts, file):
    rows = 0
    for event in plays(file):
        for insert in inserts:
            session.execute(insert, values(insert, event))
        rows += 1
    return rows


def concurrently(session, inserts, file):
    events = list(plays(file))
    for insert in inserts:
        execute_concurrent_with_args(
            session, insert, [values(insert, event) for event in events], concurrency=CONCURRENCY
        )
    return len(events)


def plays(file):
    with open(file, newline="", encoding="utf-8") as lines:
        for record in csv.DictReader(lines):
            if record["artist"]:
                yield {
                    column: read(record[header]) if record[header] else None
                    for column, (header, read) in COLUMNS.items()
                }


def values(insert, event):
    return [event[marker.name] for marker in insert.column_metadata]


main()
