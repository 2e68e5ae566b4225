// Calls of a running Berth with the generated client: go run . ORIGIN TOKEN.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"berth/clients/berth"
)

func main() {
	origin, token := os.Args[1], os.Args[2]
	ctx := context.Background()
	person := clientOf(origin, token)

	account := must(person.CreateAccountWithResponse(ctx, nil, berth.CreateAccountJSONRequestBody{Name: "Generated"})).JSON201
	created := must(person.CreateEnvironmentWithResponse(ctx, account.Id, nil,
		berth.CreateEnvironmentJSONRequestBody{Name: "go", MaxConcurrentCalls: 1})).JSON201
	page := must(person.ListEnvironmentsWithResponse(ctx, account.Id, nil)).JSON200
	names := map[string]int{}
	for _, environment := range page.Items {
		names[environment.Name] = environment.MaxConcurrentCalls
	}
	expect(len(names) == 2 && names["default"] == 20 && names["go"] == 1, names)
	unknown := must(clientOf(origin, "no token").GetAccountWithResponse(ctx, account.Id)).ApplicationproblemJSON401
	expect(unknown.Status == 401, unknown)

	machine := clientOf(origin, *created.ApiKey.Secret)
	one, two := "call-1", "call-2"
	call := must(machine.StartCallWithResponse(ctx, nil, berth.StartCallJSONRequestBody{Id: &one})).JSON201
	full := must(machine.StartCallWithResponse(ctx, nil, berth.StartCallJSONRequestBody{Id: &two})).ApplicationproblemJSON429
	expect(full.Limit == 1 && full.ActiveCalls == 1, full)
	ended := must(machine.EndCallWithResponse(ctx, call.Id, nil))
	expect(ended.StatusCode() == 204, ended.Status())
}

func clientOf(origin, token string) *berth.ClientWithResponses {
	return must(berth.NewClientWithResponses(origin, berth.WithRequestEditorFn(
		func(_ context.Context, request *http.Request) error {
			request.Header.Set("Authorization", "Bearer "+token)
			return nil
		})))
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func expect(holds bool, got any) {
	if !holds {
		panic(fmt.Sprintf("not expected: %+v", got))
	}
}
