// Says what Go's regexp makes of expressions: reads a list of { "expression", "texts" } and writes, for each, null where it
// is refused and else for each text whether it is found there.
package main

import (
	"encoding/json"
	"os"
	"regexp"
)

type question struct {
	Expression string   `json:"expression"`
	Texts      []string `json:"texts"`
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		panic(err)
	}
	answers := make([][]bool, len(questions))
	for i, q := range questions {
		compiled, err := regexp.Compile(q.Expression)
		if err != nil {
			continue
		}
		answers[i] = make([]bool, len(q.Texts))
		for j, text := range q.Texts {
			answers[i][j] = compiled.MatchString(text)
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
