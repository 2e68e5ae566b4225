package main

import (
	"slices"
	"strings"

	"github.com/anishathalye/porcupine"
)

// counter is an environment: what it allows, and the calls that run, as their sorted ids.
type counter struct {
	limit, outbound int
	running         string
}

func callsModel(limit, outbound int) porcupine.NondeterministicModel {
	return porcupine.NondeterministicModel{
		Init: func() []any { return []any{counter{limit, outbound, ""}} },
		Step: func(state, _, output any) []any {
			now, o := state.(counter), output.(Operation)
			isFull := now.size("") >= now.limit || strings.HasPrefix(o.ID, "outbound") && now.size("outbound") >= now.outbound
			switch o.Kind {
			case "count":
				return when(now.size("") == o.Count, now)
			case "heartbeat":
				return when(slices.Contains(strings.Fields(now.running), o.ID) == (o.Outcome == "done"), now)
			case "end":
				return after(o, now, now.without(o.ID))
			case "limits":
				return after(o, now, counter{o.Limit, o.Outbound, now.running})
			default:
				return decided(o, !isFull, now, now.with(o.ID))
			}
		},
	}
}

func (now counter) size(prefix string) (count int) {
	for id := range strings.FieldsSeq(now.running) {
		if strings.HasPrefix(id, prefix) {
			count++
		}
	}
	return count
}

func (now counter) with(id string) counter {
	ids := append(strings.Fields(now.running), id)
	slices.Sort(ids)
	return counter{now.limit, now.outbound, strings.Join(ids, " ")}
}

func (now counter) without(id string) counter {
	others := slices.DeleteFunc(strings.Fields(now.running), func(other string) bool { return other == id })
	return counter{now.limit, now.outbound, strings.Join(others, " ")}
}

// The states after what is never refused.
func after(o Operation, now, next any) []any {
	return decided(o, true, now, next)
}

// The states after what is done if it may be, and refused if not.
func decided(o Operation, isAllowed bool, now, next any) []any {
	switch {
	case o.Outcome == "refused":
		return when(!isAllowed, now)
	case o.Outcome == "done":
		return when(isAllowed, next)
	case isAllowed:
		return []any{now, next}
	default:
		return []any{now}
	}
}

func when(isLegal bool, next any) []any {
	if isLegal {
		return []any{next}
	}
	return nil
}
