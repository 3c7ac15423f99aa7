"""A pipeline as a user would write it, with the official Python clients alone. Prints one line a check."""

import datetime
import io
import json
import os
import sys
import time
import traceback

from google.api_core.client_options import ClientOptions
from google.api_core.exceptions import BadRequest, Conflict, NotFound, PreconditionFailed
from google.auth.credentials import AnonymousCredentials
from google.cloud import bigquery, storage

PROJECT = os.environ["GOOGLE_CLOUD_PROJECT"]
BIGQUERY = os.environ["BIGQUERY_EMULATOR_HOST"]

bq = bigquery.Client(project=PROJECT, credentials=AnonymousCredentials(), client_options=ClientOptions(api_endpoint=BIGQUERY))
gcs = storage.Client(project=PROJECT, credentials=AnonymousCredentials())
failed = 0


def check(name):
    def run(test):
        global failed
        try:
            test()
            print(f"ok python: {name}", flush=True)
        except Exception:  # every failure is a finding, and the next check still runs
            failed += 1
            print(f"not ok python: {name}", flush=True)
            traceback.print_exc(file=sys.stderr)

    return run


def rows(sql, **options):
    return [tuple(row) for row in bq.query_and_wait(sql, **options)]


SCHEMA = [bigquery.SchemaField("id", "INTEGER", mode="REQUIRED"), bigquery.SchemaField("name", "STRING"), bigquery.SchemaField("placed", "TIMESTAMP")]
ORDERS = f"{PROJECT}.py_shop.orders"


@check("create a dataset and a table")
def _():
    bq.create_dataset("py_shop")
    bq.create_table(bigquery.Table(ORDERS, schema=SCHEMA))
    assert [table.table_id for table in bq.list_tables("py_shop")] == ["orders"]
    try:
        bq.create_dataset("py_shop")
        raise AssertionError("a second dataset of that name was made")
    except Conflict:
        pass


@check("load a local file")
def _():
    data = io.BytesIO(b'{"id": 1, "name": "one", "placed": "2024-03-01 08:00:00"}\n{"id": 2, "name": null, "placed": null}\n')
    config = bigquery.LoadJobConfig(source_format="NEWLINE_DELIMITED_JSON")
    assert bq.load_table_from_file(data, ORDERS, job_config=config).result().output_rows == 2


@check("load from gs://")
def _():
    bucket = gcs.create_bucket("py-landing")
    bucket.blob("orders.csv").upload_from_string("id,name,placed\n3,three,2024-03-01 09:00:00\n", content_type="text/csv")
    config = bigquery.LoadJobConfig(source_format="CSV", skip_leading_rows=1)
    job = bq.load_table_from_uri("gs://py-landing/orders.csv", ORDERS, job_config=config)
    job.result()
    assert (job.input_files, job.output_rows) == (1, 1), (job.input_files, job.output_rows)


@check("query with parameters")
def _():
    config = bigquery.QueryJobConfig(query_parameters=[
        bigquery.ScalarQueryParameter("least", "INT64", 2),
        bigquery.ArrayQueryParameter("names", "STRING", ["three", "four"]),
        bigquery.ScalarQueryParameter("day", "DATE", datetime.date(2024, 3, 1)),
    ])
    sql = f"SELECT id, name FROM `{ORDERS}` WHERE id >= @least AND name IN UNNEST(@names) AND DATE(placed) = @day"
    assert rows(sql, job_config=config) == [(3, "three")]
    assert rows("SELECT SUM(id), MAX(placed) FROM py_shop.orders") == [(6, datetime.datetime(2024, 3, 1, 9, tzinfo=datetime.timezone.utc))]


@check("a query that is wrong")
def _():
    try:
        rows("SELECT nothing FROM py_shop.orders")
        raise AssertionError("an unknown column was found")
    except BadRequest as error:
        assert "Unrecognized name: nothing" in str(error) and "[1:8]" in str(error), error


@check("stream rows in")
def _():
    assert bq.insert_rows_json(ORDERS, [{"id": 4, "name": "four"}], row_ids=["a"]) == []
    errors = bq.insert_rows_json(ORDERS, [{"name": "no id"}])
    assert errors and errors[0]["index"] == 0, errors
    assert sorted(row["id"] for row in bq.list_rows(ORDERS)) == [1, 2, 3, 4]


@check("copy and extract")
def _():
    assert bq.copy_table(ORDERS, f"{PROJECT}.py_shop.orders_copy").result().state == "DONE"
    bq.extract_table(f"{PROJECT}.py_shop.orders_copy", "gs://py-landing/out-*.json", job_config=bigquery.ExtractJobConfig(destination_format="NEWLINE_DELIMITED_JSON")).result()
    lines = gcs.bucket("py-landing").blob("out-000000000000.json").download_as_text().splitlines()
    assert sorted(json.loads(line)["id"] for line in lines) == ["1", "2", "3", "4"], lines


@check("DML and scripts")
def _():
    assert bq.query_and_wait("UPDATE py_shop.orders_copy SET name = 'x' WHERE id > 2").num_dml_affected_rows == 2
    assert rows("DECLARE n INT64 DEFAULT 2; SELECT n + COUNT(*) FROM py_shop.orders_copy") == [(6,)]


@check("list and page jobs and rows")
def _():
    assert len(list(bq.list_jobs(max_results=3))) == 3
    pages = list(bq.list_rows(ORDERS, page_size=2).pages)
    assert [page.num_items for page in pages] == [2, 2]


@check("cancel a job")
def _():
    job = bq.query("SELECT COUNT(*) FROM UNNEST(GENERATE_ARRAY(1, 1000000)) a, UNNEST(GENERATE_ARRAY(1, 1000000)) b")
    job.cancel()
    while not job.done():
        time.sleep(0.01)
    assert job.error_result and job.error_result["reason"] == "stopped", job.error_result


@check("resumable upload and download")
def _():
    blob = gcs.bucket("py-landing").blob("large.bin", chunk_size=256 * 1024)
    data = os.urandom(900_000)
    blob.upload_from_file(io.BytesIO(data), size=len(data))
    assert blob.download_as_bytes() == data
    assert blob.download_as_bytes(start=10, end=19) == data[10:20]


@check("preconditions, metadata, rewrite and listing")
def _():
    bucket = gcs.bucket("py-landing")
    blob = bucket.blob("a/b")
    blob.upload_from_string("1", if_generation_match=0)
    try:
        blob.upload_from_string("2", if_generation_match=0)
        raise AssertionError("a precondition was passed over")
    except PreconditionFailed:
        pass
    blob.metadata = {"owner": "sales"}
    blob.patch()
    target = bucket.blob("a/c")
    token, _, _ = target.rewrite(blob)
    assert token is None and bucket.get_blob("a/c").metadata == {"owner": "sales"}
    listed = gcs.list_blobs("py-landing", prefix="a/", delimiter="/")
    assert [item.name for item in listed] == ["a/b", "a/c"]
    blob.delete()
    assert bucket.get_blob("a/b") is None


@check("a deferred task is dispatched")
def _():
    bucket = gcs.bucket("interop-deferred")
    landing = gcs.bucket("py-landing")
    landing.blob("day/orders.json").upload_from_string('{"id": 5, "name": "five"}\n')
    job_id = "py--orders--5--dispatch"
    task = {"OnSuccess": [{"Action": "move", "Request": {"SourceURL": "gs://py-landing/day/orders.json", "DestURL": "gs://py-landing/done"}}]}
    bucket.blob(f"tasks/{job_id}.json").upload_from_string(json.dumps(task))
    config = bigquery.LoadJobConfig(source_format="NEWLINE_DELIMITED_JSON")
    bq.load_table_from_uri("gs://py-landing/day/orders.json", ORDERS, job_id=job_id, job_config=config).result()
    deadline = time.time() + 20
    while True:
        records = [blob.name for blob in gcs.list_blobs("interop-journal", prefix="done/") if "/py/orders/5/dispatch-job.json" in f"/{blob.name}"]
        if records:
            break
        assert time.time() < deadline, "no record in the journal"
        time.sleep(0.02)
    assert landing.get_blob("day/orders.json") is None and landing.get_blob("done/day/orders.json") is not None
    assert bucket.get_blob(f"tasks/{job_id}.json") is None


@check("a route is dispatched")
def _():
    bq.copy_table(ORDERS, f"{PROJECT}.py_shop.orders_for_route").result()
    deadline = time.time() + 20
    while gcs.bucket("interop-landing").get_blob("route/orders-000000000000.csv") is None:
        assert time.time() < deadline, "nothing was exported"
        time.sleep(0.02)


@check("what is not there is not found")
def _():
    for ask in (lambda: bq.get_table("py_shop.nothing"), lambda: gcs.get_bucket("py-nothing"), lambda: bq.get_job("nothing")):
        try:
            ask()
            raise AssertionError("something was found")
        except NotFound:
            pass


sys.exit(1 if failed else 0)
