package main

import (
	"encoding/json"
	"maps"

	"github.com/anishathalye/porcupine"
)

// The state is the limits of all environments by their names, as JSON.
func planModel(plan int, limits map[string]int) porcupine.NondeterministicModel {
	return porcupine.NondeterministicModel{
		Init: func() []any { return []any{written(limits)} },
		Step: func(state, _, output any) []any {
			o := output.(Operation)
			var now map[string]int
			must(json.Unmarshal([]byte(state.(string)), &now))
			next := maps.Clone(now)
			isThere := true
			for name, limit := range o.Limits {
				_, found := now[name]
				isThere = isThere && (found || o.Kind == "create")
				next[name] = limit
				if o.Kind == "delete" {
					delete(next, name)
				}
			}
			isAllowed := isThere && sum(next) <= plan
			if o.Allocated != nil && *o.Allocated != sum(next) || o.Shown != nil && !maps.Equal(o.Shown, next) {
				return nil
			}
			return decided(o, isAllowed, state, written(next))
		},
	}
}

func sum(limits map[string]int) (total int) {
	for _, limit := range limits {
		total += limit
	}
	return total
}

// Go writes the names in order.
func written(limits map[string]int) string {
	text, err := json.Marshal(limits)
	must(err)
	return string(text)
}
