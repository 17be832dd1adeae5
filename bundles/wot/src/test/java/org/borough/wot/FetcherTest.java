// SPDX-License-Identifier: EPL-2.0
package org.borough.wot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From where models are fetched, and from where not. */
class FetcherTest {

    private static final String SWITCH = "https://models.example/switch-1.0.0.tm.json";

    @TempDir
    private static Path folder;

    private static ModelHost host;

    @BeforeAll
    static void start() throws Exception {
        host = new ModelHost(folder);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static Settings.Fetching settings(Map<String, Object> said) {
        Map<String, Object> all = new HashMap<>(Map.of("fetchTimeoutSeconds", 10));
        all.putAll(said);
        return Settings.of(City.config(host, all)).fetching();
    }

    private static String problem(String url, Map<String, Object> said) {
        try (Fetcher fetcher = new Fetcher(settings(said))) {
            CompletableFuture<JsonObject> fetched = fetcher.fetch(url);
            assertThatThrownBy(fetched::join).hasCauseInstanceOf(Unavailable.class);
            return fetched.handle(
                            (model, failure) -> failure instanceof CompletionException ? failure.getCause() : failure)
                    .join()
                    .getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SWITCH, "https://models.example/moved", "https://models.example/chunked"})
    void a_listed_host_is_asked(String url) {
        try (Fetcher fetcher = new Fetcher(settings(Map.of()))) {
            assertThat(fetcher.fetch(url).join().getValue("title")).contains(JsonValue.of("Switch"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://strange.example/x",
                "https://models.example:444/x",
                "https://user@models.example/x",
                "https://models.example.evil.example/x",
                "file:///etc/passwd",
                "https://127.0.0.1/x",
                "https://[::1]/x"
            })
    void no_other_host_or_port_is(String url) {
        assertThat(problem(url, Map.of())).contains("not among allowedHosts");
    }

    @Test
    void plain_http_is_only_for_loopback_hosts_that_are_named() {
        assertThat(problem("http://models.example/x", Map.of())).contains("plain HTTP");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"})
    void private_addresses_need_to_be_named(String address) {
        Hosts hosts = new Hosts(settings(Map.of("allowedHosts", new String[] {address})));
        Hosts named = new Hosts(
                settings(Map.of("allowedHosts", new String[] {address}, "privateHosts", new String[] {address})));

        assertThatThrownBy(() -> hosts.target(URI.create("https://" + address + "/x")))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("is not public");
        assertThat(named.target(URI.create("https://" + address + "/x")).getPort())
                .isEqualTo(443);
    }

    @Test
    void redirects_to_other_hosts_are_not_followed() {
        assertThat(problem("https://models.example/elsewhere", Map.of())).contains("status 302");
    }

    @Test
    void size_time_and_certificates_are_limits() {
        assertThat(problem("https://models.example/huge", Map.of())).contains("larger than 262144");
        assertThat(problem("https://models.example/slow", Map.of("fetchTimeoutSeconds", 1)))
                .isNotBlank();
        assertThat(problem(SWITCH, Map.of("trustStore", "", "trustStorePassword", "")))
                .contains("certification path");
    }

    @Test
    void models_are_remembered_and_failures_for_a_while() {
        AtomicLong nanos = new AtomicLong();
        AtomicInteger asked = new AtomicInteger();
        List<CompletableFuture<String>> answers = List.of(
                CompletableFuture.failedFuture(Unavailable.unreachable("m", "down")),
                CompletableFuture.completedFuture("one"),
                CompletableFuture.completedFuture("two"),
                CompletableFuture.failedFuture(Unavailable.unreachable("m", "down again")));
        Documents<String> documents = new Documents<>(
                name -> answers.get(asked.getAndIncrement()),
                Duration.ofSeconds(100),
                Duration.ofSeconds(10),
                10,
                nanos::get);

        assertThat(documents.get("m")).isCompletedExceptionally();
        assertThat(documents.get("m")).isCompletedExceptionally();
        assertThat(asked).hasValue(1);
        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(documents.get("m")).isCompletedWithValue("one");
        nanos.addAndGet(Duration.ofSeconds(101).toNanos());
        assertThat(documents.get("m")).as("lent while it is renewed").isCompletedWithValue("one");
        assertThat(documents.get("m")).isCompletedWithValue("two");
        nanos.addAndGet(Duration.ofSeconds(101).toNanos());
        documents.get("m");
        assertThat(documents.get("m")).as("kept while it cannot be renewed").isCompletedWithValue("two");
        assertThat(asked).hasValue(4);
    }

    @Test
    void wrong_settings_are_named() {
        assertThatThrownBy(() -> settings(Map.of("fetchTimeoutSeconds", 0)))
                .hasMessage("org.borough.wot: fetchTimeoutSeconds is 0 but must be between 1 and 60");
        assertThatThrownBy(() -> settings(Map.of("privateHosts", new String[] {"else.example"})))
                .hasMessageContaining("not among allowedHosts");
        assertThatThrownBy(() -> settings(Map.of("skippedChecks", new String[] {"thing.none"})))
                .hasMessageContaining("thing.enforce.attributes");
        assertThatThrownBy(() -> settings(Map.of("baseUrl", "city"))).hasMessageContaining("https://city.example");
        assertThatThrownBy(() -> new Fetcher(settings(Map.of("trustStore", "none.p12"))))
                .hasMessageContaining("trustStore");
    }
}
