// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Tries cases on a server. */
public final class Trial {

    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "PATCH", "DELETE");
    private static final List<Integer> WITHOUT_BODY = List.of(202, 204, 304);

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger number = new AtomicInteger();
    private final Site site;

    public Trial(Site site) {
        this.site = site;
    }

    /** A test for each case of each operation. */
    public Stream<DynamicContainer> tests(Table table, List<Operation> operations) {
        return operations.stream()
                .map(operation -> DynamicContainer.dynamicContainer(
                        operation.toString(),
                        table.cases(operation).stream()
                                .map(each -> DynamicTest.dynamicTest(each.toString(), () -> hold(each)))));
    }

    /** A test for each path with a method that it does not have. */
    public Stream<DynamicTest> withOtherMethods(List<Operation> operations) {
        Map<String, Set<String>> known = operations.stream()
                .collect(Collectors.groupingBy(
                        Operation::path, Collectors.mapping(Operation::method, Collectors.toSet())));
        return known.entrySet().stream()
                .flatMap(path -> METHODS.stream()
                        .filter(method -> !path.getValue().contains(method))
                        .map(method -> new Operation(method, path.getKey(), List.of(), List.of())))
                .map(other -> DynamicTest.dynamicTest(
                        other.toString(),
                        () -> hold(Case.parse("405 | | {} | | gateway:method.notallowed", other, Map.of()))));
    }

    private void hold(Case each) {
        int count = number.incrementAndGet();
        Map<String, String> variables = new HashMap<>();
        variables.put("{number}", "" + count);
        variables.putAll(site.prepare(each.operation(), count));
        each.variables().forEach((name, value) -> variables.put(name, filled(value, variables)));
        String path = filled(each.operation().path(), variables);
        each.after().forEach(method -> before(each, method, path, variables));
        if (each.headers().values().stream().anyMatch(value -> value.contains("@etag"))) {
            HttpResponse<String> seen = send(request(path, "admin"), "GET", "");
            variables.put("@etag", seen.headers().firstValue("etag").orElseThrow());
        }
        String query = filled(each.query(), variables).replace("@endless", "table:x,".repeat(3_000));
        HttpRequest.Builder request = request(path + query, each.as());
        request.setHeader("correlation-id", "trial-" + count);
        each.headers().forEach((name, value) -> put(request, name, filled(value, variables)));
        String sent = filled(each.sent(), variables);
        HttpResponse<String> answer = send(request, each.operation().method(), sent);
        try {
            check(each, count, variables, answer);
        } catch (AssertionError wrong) {
            throw new AssertionError(each.operation() + " | " + each + ": " + wrong.getMessage(), wrong);
        }
    }

    private void before(Case each, String method, String path, Map<String, String> variables) {
        HttpResponse<String> before = send(request(path, "admin"), method, filled(each.usual(), variables));
        if (before.statusCode() >= 300) {
            throw new AssertionError(method + " before: " + before.body());
        }
    }

    private static void put(HttpRequest.Builder request, String name, String value) {
        switch (value) {
            case "@long" -> request.setHeader(name, "x".repeat(6_000));
            case "@twice" -> request.header(name, "a").header(name, "b");
            default -> request.setHeader(name, value);
        }
    }

    private static String filled(String text, Map<String, String> variables) {
        String filled = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.replace(variable.getKey(), variable.getValue());
        }
        return filled;
    }

    private HttpRequest.Builder request(String path, String who) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path));
        site.identify(request, who);
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String method, String body) {
        boolean typed =
                request.copy().build().headers().firstValue("content-type").isPresent();
        if (!body.isEmpty() && !typed) {
            request.setHeader(
                    "content-type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
        }
        request.method(method, method.equals("GET") || method.equals("DELETE") ? Bodies.none() : Bodies.of(body));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void check(Case each, int count, Map<String, String> variables, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(each.status());
        String said = filled(each.said(), variables);
        if (said.equals("*")) {
            return;
        }
        if (answer.uri().getPath().startsWith("/api/")) {
            assertThat(answer.headers().firstValue("correlation-id")).hasValue("trial-" + count);
        }
        each.shown().forEach(header -> shown(answer, filled(header, variables)));
        if (each.status() >= 400 && !said.startsWith("~")) {
            refused(answer, said);
        } else if (WITHOUT_BODY.contains(each.status()) && said.isEmpty()) {
            assertThat(answer.body()).isEmpty();
        } else {
            told(each, answer, said);
        }
    }

    private static void shown(HttpResponse<String> answer, String header) {
        String[] pair = header.split("=", 2);
        String name = pair[0].replace("!", "");
        if (header.startsWith("!")) {
            assertThat(answer.headers().firstValue(name)).as(name).isEmpty();
        } else if (pair.length == 1) {
            assertThat(answer.headers().firstValue(name).orElse("")).as(name).isNotEmpty();
        } else {
            assertThat(answer.headers().firstValue(name)).as(name).hasValue(pair[1]);
        }
    }

    /** An error has the form of Ditto's errors. */
    private static void refused(HttpResponse<String> answer, String code) {
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
        JsonObject error = JsonObject.of(answer.body());
        assertThat(error.getValue("error").orElseThrow().asString())
                .as(answer.body())
                .isIn((Object[]) code.split(" or "));
        assertThat(error.getValue("status")).contains(JsonValue.of(answer.statusCode()));
        assertThat(error.getValue("message").orElseThrow().asString()).isNotBlank();
        assertThat(answer.body()).hasSizeLessThan(2_000);
        Errors.check(code, error);
        if (answer.statusCode() == 401) {
            assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
                    .startsWith("Basic ");
        }
    }

    private static void told(Case each, HttpResponse<String> answer, String said) {
        if (said.equals("-")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        if (each.status() == 201) {
            String url = answer.uri().toString().split("\\?")[0];
            String location = answer.headers().firstValue("location").orElse("");
            if (each.operation().method().equals("POST")) {
                assertThat(location).startsWith(url + "/").hasSizeGreaterThan(url.length() + 1);
            } else {
                assertThat(location).isEqualTo(url);
            }
        }
        assertThat(answer.headers().firstValue("content-type").orElse("")).matches("application/(td\\+)?json.*");
        JsonValue value = JsonFactory.readFrom(answer.body());
        if (said.startsWith("~")) {
            assertThat(answer.body()).contains(said.substring(1));
        } else if (!said.isEmpty()) {
            assertThat(value).isEqualTo(JsonFactory.readFrom(said));
        }
    }
}
