// A pipeline as a user would write it, with the official Go clients alone. Prints one line a check.
package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"cloud.google.com/go/bigquery"
	"cloud.google.com/go/storage"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/iterator"
	"google.golang.org/api/option"
)

var (
	ctx     = context.Background()
	project = os.Getenv("GOOGLE_CLOUD_PROJECT")
	failed  bool
)

func check(name string, test func() error) {
	if err := test(); err != nil {
		failed = true
		fmt.Printf("not ok go: %s\n", name)
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		return
	}
	fmt.Printf("ok go: %s\n", name)
}

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func expect(holds bool, format string, args ...any) error {
	if holds {
		return nil
	}
	return fmt.Errorf(format, args...)
}

func hasStatus(err error, status int) bool {
	var api *googleapi.Error
	return errors.As(err, &api) && api.Code == status
}

func wait(job *bigquery.Job, err error) (*bigquery.JobStatus, error) {
	if err != nil {
		return nil, err
	}
	status, err := job.Wait(ctx)
	if err != nil {
		return nil, err
	}
	return status, status.Err()
}

func read(query *bigquery.Query) ([][]bigquery.Value, error) {
	it, err := query.Read(ctx)
	if err != nil {
		return nil, err
	}
	var rows [][]bigquery.Value
	for {
		var row []bigquery.Value
		err := it.Next(&row)
		if err == iterator.Done {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
}

func download(object *storage.ObjectHandle) ([]byte, error) {
	reader, err := object.NewReader(ctx)
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	return io.ReadAll(reader)
}

func upload(object *storage.ObjectHandle, data []byte, chunk int) error {
	writer := object.NewWriter(ctx)
	writer.ChunkSize = chunk
	if _, err := writer.Write(data); err != nil {
		return err
	}
	return writer.Close()
}

func main() {
	bq := must(bigquery.NewClient(ctx, project, option.WithEndpoint(os.Getenv("BIGQUERY_EMULATOR_HOST")), option.WithoutAuthentication()))
	gcs := must(storage.NewClient(ctx))
	shop := bq.Dataset("go_shop")
	orders := shop.Table("orders")
	landing := gcs.Bucket("go-landing")
	schema := bigquery.Schema{{Name: "id", Type: bigquery.IntegerFieldType, Required: true}, {Name: "name", Type: bigquery.StringFieldType}}

	check("create a dataset and a table", func() error {
		if err := shop.Create(ctx, nil); err != nil {
			return err
		}
		if err := orders.Create(ctx, &bigquery.TableMetadata{Schema: schema}); err != nil {
			return err
		}
		return expect(hasStatus(shop.Create(ctx, nil), 409), "a second dataset of that name was made")
	})

	check("load a local file", func() error {
		source := bigquery.NewReaderSource(strings.NewReader("1,one\n2,two\n"))
		source.Schema = schema
		_, err := wait(orders.LoaderFrom(source).Run(ctx))
		return err
	})

	check("load from gs://", func() error {
		if err := landing.Create(ctx, project, nil); err != nil {
			return err
		}
		if err := upload(landing.Object("orders.csv"), []byte("3,three\n"), 0); err != nil {
			return err
		}
		source := bigquery.NewGCSReference("gs://go-landing/orders.csv")
		source.Schema = schema
		status, err := wait(orders.LoaderFrom(source).Run(ctx))
		if err != nil {
			return err
		}
		statistics := status.Statistics.Details.(*bigquery.LoadStatistics)
		return expect(statistics.OutputRows == 1 && statistics.InputFiles == 1, "statistics: %+v", statistics)
	})

	check("query with parameters", func() error {
		query := bq.Query("SELECT id, name FROM go_shop.orders WHERE id >= @least AND name IN UNNEST(@names) ORDER BY id")
		query.Parameters = []bigquery.QueryParameter{{Name: "least", Value: 2}, {Name: "names", Value: []string{"two", "three"}}}
		rows, err := read(query)
		if err != nil {
			return err
		}
		return expect(fmt.Sprint(rows) == "[[2 two] [3 three]]", "rows: %v", rows)
	})

	check("a query that is wrong", func() error {
		_, err := read(bq.Query("SELECT nothing FROM go_shop.orders"))
		return expect(err != nil && strings.Contains(err.Error(), "Unrecognized name: nothing"), "error: %v", err)
	})

	check("stream rows in", func() error {
		type order struct {
			ID   int64 `bigquery:"id"`
			Name string
		}
		if err := orders.Inserter().Put(ctx, []order{{4, "four"}}); err != nil {
			return err
		}
		rows, err := read(bq.Query("SELECT COUNT(*) FROM go_shop.orders"))
		if err != nil {
			return err
		}
		return expect(fmt.Sprint(rows) == "[[4]]", "rows: %v", rows)
	})

	check("copy and extract", func() error {
		copied := shop.Table("orders_copy")
		if _, err := wait(copied.CopierFrom(orders).Run(ctx)); err != nil {
			return err
		}
		if _, err := wait(copied.ExtractorTo(bigquery.NewGCSReference("gs://go-landing/out.csv")).Run(ctx)); err != nil {
			return err
		}
		data, err := download(landing.Object("out.csv"))
		if err != nil {
			return err
		}
		return expect(len(strings.Split(strings.TrimSpace(string(data)), "\n")) == 5, "data: %s", data)
	})

	check("list and cancel jobs", func() error {
		job, err := bq.Query("SELECT COUNT(*) FROM UNNEST(GENERATE_ARRAY(1, 1000000)) a, UNNEST(GENERATE_ARRAY(1, 1000000)) b").Run(ctx)
		if err != nil {
			return err
		}
		if err := job.Cancel(ctx); err != nil {
			return err
		}
		if status, err := job.Wait(ctx); err == nil && status.Err() == nil {
			return errors.New("the job went on")
		}
		first, err := bq.Jobs(ctx).Next()
		if err != nil {
			return err
		}
		return expect(first.ID() == job.ID(), "the newest job is %s, not %s", first.ID(), job.ID())
	})

	check("resumable upload and download", func() error {
		data := make([]byte, 900_000)
		must(rand.Read(data))
		object := landing.Object("dir/large.bin")
		if err := upload(object, data, 256*1024); err != nil {
			return err
		}
		got, err := download(object)
		if err != nil {
			return err
		}
		return expect(bytes.Equal(got, data), "other bytes came back")
	})

	check("preconditions, metadata, rewrite and listing", func() error {
		object := landing.Object("a/b")
		if err := upload(object.If(storage.Conditions{DoesNotExist: true}), []byte("1"), 0); err != nil {
			return err
		}
		if err := upload(object.If(storage.Conditions{DoesNotExist: true}), []byte("2"), 0); !hasStatus(err, 412) {
			return fmt.Errorf("a precondition was passed over: %v", err)
		}
		if _, err := object.Update(ctx, storage.ObjectAttrsToUpdate{Metadata: map[string]string{"owner": "sales"}}); err != nil {
			return err
		}
		attributes, err := landing.Object("a/c").CopierFrom(object).Run(ctx)
		if err != nil {
			return err
		}
		if attributes.Metadata["owner"] != "sales" {
			return fmt.Errorf("metadata: %v", attributes.Metadata)
		}
		it := landing.Objects(ctx, &storage.Query{Prefix: "a/", Delimiter: "/"})
		for _, name := range []string{"a/b", "a/c"} {
			item, err := it.Next()
			if err != nil || item.Name != name {
				return fmt.Errorf("listing: %v %v", item, err)
			}
		}
		if err := object.Delete(ctx); err != nil {
			return err
		}
		_, err = object.Attrs(ctx)
		return expect(errors.Is(err, storage.ErrObjectNotExist), "error: %v", err)
	})

	check("a deferred task is dispatched", func() error {
		id := "go--orders--5--dispatch"
		if err := upload(landing.Object("day/orders.csv"), []byte("5,five\n"), 0); err != nil {
			return err
		}
		task := `{"OnSuccess": [{"Action": "move", "Request": {"SourceURL": "gs://go-landing/day/orders.csv", "DestURL": "gs://go-landing/done"}}]}`
		if err := upload(gcs.Bucket("interop-deferred").Object("tasks/"+id+".json"), []byte(task), 0); err != nil {
			return err
		}
		source := bigquery.NewGCSReference("gs://go-landing/day/orders.csv")
		source.Schema = schema
		loader := orders.LoaderFrom(source)
		loader.JobID = id
		if _, err := wait(loader.Run(ctx)); err != nil {
			return err
		}
		for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			it := gcs.Bucket("interop-journal").Objects(ctx, &storage.Query{Prefix: "done/"})
			for item, err := it.Next(); err == nil; item, err = it.Next() {
				if !strings.HasSuffix(item.Name, "/go/orders/5/dispatch-job.json") {
					continue
				}
				if _, err := landing.Object("day/orders.csv").Attrs(ctx); !errors.Is(err, storage.ErrObjectNotExist) {
					return errors.New("the source still stands")
				}
				_, err := landing.Object("done/day/orders.csv").Attrs(ctx)
				return err
			}
			if time.Now().After(deadline) {
				return errors.New("no record in the journal")
			}
		}
	})

	if failed {
		os.Exit(1)
	}
}
