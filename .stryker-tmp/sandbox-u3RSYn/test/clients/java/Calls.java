import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AccountsApi;
import org.openapitools.client.api.CallsApi;
import org.openapitools.client.api.EnvironmentsApi;
import org.openapitools.client.model.CreateAccountRequest;
import org.openapitools.client.model.CreateEnvironmentRequest;
import org.openapitools.client.model.StartCallRequest;

/** Calls of a running Berth with the generated client: java Calls ORIGIN TOKEN. */
public class Calls {
  public static void main(String[] arguments) throws ApiException {
    var person = clientOf(arguments[0], arguments[1]);
    var environments = new EnvironmentsApi(person);

    var account = new AccountsApi(person).createAccount(new CreateAccountRequest().name("Generated"), null);
    var wanted = new CreateEnvironmentRequest().name("java").maxConcurrentCalls(1);
    var created = environments.createEnvironment(account.getId(), wanted, null);
    var limits = new java.util.TreeMap<String, Integer>();
    for (var environment : environments.listEnvironments(account.getId(), null, null, null, null).getItems())
      limits.put(environment.getName(), environment.getMaxConcurrentCalls());
    expect(limits.toString(), "{default=20, java=1}");

    var calls = new CallsApi(clientOf(arguments[0], created.getApiKey().getSecret()));
    var call = calls.startCall(null, new StartCallRequest().id("call-1"));
    try {
      calls.startCall(null, new StartCallRequest().id("call-2"));
      throw new AssertionError("The second call was admitted.");
    } catch (ApiException refusal) {
      expect(refusal.getCode(), 429);
    }
    calls.endCall(call.getId(), null);
    expect(calls.listCalls(null, null, null, null, null, null, null, null, null, null, null).getItems().size(), 0);
  }

  private static ApiClient clientOf(String origin, String token) {
    var client = new ApiClient();
    client.updateBaseUri(origin);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    return client;
  }

  private static void expect(Object got, Object wanted) {
    if (!got.equals(wanted)) throw new AssertionError(wanted + " was expected: " + got);
  }
}
