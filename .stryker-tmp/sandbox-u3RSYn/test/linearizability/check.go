// Checks that histories are those of one counter, or of one list of limits: go run . history.json …
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/anishathalye/porcupine"
)

// Operation is one request and its answer.
type Operation struct {
	Client  int
	Kind    string
	Outcome string // done, refused or unknown
	// Of calls: the id, which for outbound ones begins with "outbound"; how many run, as a count says; and new limits.
	ID                     string
	Count, Limit, Outbound int
	// Of a plan: the limits that environments are to have; how much is allocated, and the limits of all, as an answer says.
	Limits, Shown map[string]int
	Allocated     *int
	// When the request was sent and answered, in nanoseconds. An answer that was lost is at the end of time.
	Called, Answered int64
}

// History is what clients did, which model says what they may be answered, and what that begins with.
type History struct {
	Name, Model           string
	Limit, Outbound, Plan int
	Limits                map[string]int
	Operations            []Operation
}

func main() {
	for _, file := range os.Args[1:] {
		text, err := os.ReadFile(file)
		must(err)
		var history History
		must(json.Unmarshal(text, &history))
		operations := make([]porcupine.Operation, len(history.Operations))
		for index, o := range history.Operations {
			operations[index] = porcupine.Operation{ClientId: o.Client, Input: o, Call: o.Called, Output: o, Return: o.Answered}
		}
		nondeterministic := modelOf(history)
		nondeterministic.DescribeOperation = describe
		model := nondeterministic.ToModel()
		result, info := porcupine.CheckOperationsVerbose(model, operations, 60*time.Second)
		fmt.Printf("%s: %d operations: %s\n", history.Name, len(operations), result)
		if result != porcupine.Ok {
			must(porcupine.VisualizePath(model, info, file+".html"))
			fmt.Fprintf(os.Stderr, "%s: %s, see %s.html\n", history.Name, result, file)
			os.Exit(1)
		}
	}
}

func modelOf(history History) porcupine.NondeterministicModel {
	if history.Model == "plan" {
		return planModel(history.Plan, history.Limits)
	}
	return callsModel(history.Limit, history.Outbound)
}

func describe(_, output any) string {
	o := output.(Operation)
	text, err := json.Marshal(o)
	must(err)
	return string(text)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
