// The loop of a service in Go that tries each route in turn: reads routes and jobs, writes matches a second.
package main

import (
	"encoding/json"
	"os"
	"regexp"
	"time"
)

type when struct{ Source, Dest, Type string }
type job struct{ Type, Source, Destination string }
type input struct {
	Routes []when
	Jobs   []job
	// How long to match at least, in milliseconds.
	Millis int
}
type route struct {
	kind         string
	source, dest *regexp.Regexp
}

func compiled(expression string) *regexp.Regexp {
	if expression == "" {
		return nil
	}
	return regexp.MustCompile(expression)
}

func first(routes []route, j *job) int {
	for i := range routes {
		r := &routes[i]
		if r.kind != "" && r.kind != j.Type {
			continue
		}
		if r.dest != nil && !r.dest.MatchString(j.Destination) {
			continue
		}
		if r.source != nil && !r.source.MatchString(j.Source) {
			continue
		}
		return i
	}
	return -1
}

func main() {
	var in input
	if err := json.NewDecoder(os.Stdin).Decode(&in); err != nil {
		panic(err)
	}
	began := time.Now()
	routes := make([]route, len(in.Routes))
	for i, w := range in.Routes {
		routes[i] = route{w.Type, compiled(w.Source), compiled(w.Dest)}
	}
	build := time.Since(began)
	done, sum := 0, 0
	began = time.Now()
	for i := 0; ; i++ {
		sum += first(routes, &in.Jobs[i%len(in.Jobs)])
		done++
		if done%16 == 0 && time.Since(began) >= time.Duration(in.Millis)*time.Millisecond {
			break
		}
	}
	json.NewEncoder(os.Stdout).Encode(map[string]float64{"perSecond": float64(done) / time.Since(began).Seconds(), "buildMs": build.Seconds() * 1000, "sum": float64(sum)})
}
