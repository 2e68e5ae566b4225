// Checks that histories of calls are those of one counter: go run . history.json …
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/anishathalye/porcupine"
)

// Operation is one request and its answer.
type Operation struct {
	Client  int
	Kind    string // start, end, heartbeat or count
	ID      string // of the call; the ids of outbound calls begin with "outbound"
	Outcome string // done, refused or unknown
	Count   int    // of a count: how many calls run
	// When the request was sent and answered, in nanoseconds. An answer that was lost is at the end of time.
	Called, Answered int64
}

// History is what clients did in one environment.
type History struct {
	Name            string
	Limit, Outbound int // how many calls may run, and how many outbound ones
	Operations      []Operation
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
		nondeterministic := modelOf(history.Limit, history.Outbound)
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

// The state is the set of calls that run, as their sorted ids.
func modelOf(limit, outbound int) porcupine.NondeterministicModel {
	return porcupine.NondeterministicModel{
		Init: func() []any { return []any{""} },
		Step: func(state, _, output any) []any {
			running, o := state.(string), output.(Operation)
			isFull := size(running, "") >= limit || strings.HasPrefix(o.ID, "outbound") && size(running, "outbound") >= outbound
			switch {
			case o.Kind == "count":
				return only(running, size(running, "") == o.Count)
			case o.Kind == "heartbeat":
				return only(running, slices.Contains(strings.Fields(running), o.ID) == (o.Outcome == "done"))
			case o.Kind == "end" && o.Outcome == "unknown":
				return []any{running, without(running, o.ID)}
			case o.Kind == "end":
				return []any{without(running, o.ID)}
			case o.Outcome == "refused":
				return only(running, isFull)
			case isFull:
				return only(running, o.Outcome == "unknown")
			case o.Outcome == "unknown":
				return []any{running, with(running, o.ID)}
			default:
				return []any{with(running, o.ID)}
			}
		},
		DescribeOperation: func(_, output any) string {
			o := output.(Operation)
			return fmt.Sprintf("%s %s: %s %d", o.Kind, o.ID, o.Outcome, o.Count)
		},
	}
}

func only(running string, isLegal bool) []any {
	if isLegal {
		return []any{running}
	}
	return nil
}

func size(running, prefix string) (count int) {
	for id := range strings.FieldsSeq(running) {
		if strings.HasPrefix(id, prefix) {
			count++
		}
	}
	return count
}

func with(running, id string) string {
	ids := append(strings.Fields(running), id)
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

func without(running, id string) string {
	others := slices.DeleteFunc(strings.Fields(running), func(other string) bool { return other == id })
	return strings.Join(others, " ")
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
