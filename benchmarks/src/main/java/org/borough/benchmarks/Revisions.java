// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** How often the twins of a tenant were written: every message that became durable is one revision of its twin. */
record Revisions(Optional<CityClient> city, String tenant, String device, int first, int count) {

    private static final int AT_ONCE = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of the devices {@code dev-0} … of tenant {@code bench}; of none without an {@code api}. */
    static Revisions when(Arguments arguments) throws IOException {
        boolean known = arguments.values().containsKey("api");
        return new Revisions(
                known
                        ? Optional.of(new CityClient(arguments.text("api"), arguments.text("passwordFile")))
                        : Optional.empty(),
                "bench",
                "dev-",
                0,
                arguments.number("connections", 100));
    }

    long sum() throws IOException, InterruptedException {
        long sum = 0;
        for (int start = first; city.isPresent() && start < first + count; start += AT_ONCE) {
            StringBuilder ids = new StringBuilder();
            for (int i = start; i < Math.min(first + count, start + AT_ONCE); i++) {
                ids.append(ids.isEmpty() ? "" : ",")
                        .append(tenant)
                        .append(':')
                        .append(device)
                        .append(i);
            }
            String path = "/api/2/things?fields=_revision&ids=" + ids;
            for (JsonNode thing : JSON.readTree(city.get().send("GET", path, "application/json", ""))) {
                sum += thing.path("_revision").asLong();
            }
        }
        return sum;
    }
}
