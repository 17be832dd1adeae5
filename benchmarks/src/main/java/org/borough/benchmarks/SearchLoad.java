// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Searches over HTTP, one after the other: the first of each kind, which makes the index, then some seconds of it.
 * {@code make=true} first makes the things. Prints one line of JSON for each kind.
 *
 * <p>Arguments: {@code api passwordFile things seconds make}.
 */
final class SearchLoad {

    private static final int WINDOW = 200;
    private static final String POLICY =
            """
            {"entries":{"bench":{"subjects":{"borough:admin":{"type":"bench"}},"resources":{
            "thing:/":{"grant":["READ","WRITE"],"revoke":[]},"policy:/":{"grant":["READ","WRITE"],"revoke":[]}}}}}""";

    private SearchLoad() {}

    public static void main(String... given) throws Exception {
        Arguments arguments = Arguments.of(given);
        CityClient city = new CityClient(arguments.text("api"), arguments.text("passwordFile"));
        if (Boolean.parseBoolean(arguments.text("make", "false"))) {
            city.send("PUT", "/api/2/policies/search:all", "application/json", POLICY);
            make(city, arguments.number("things", 1_000));
        }
        for (Map.Entry<String, String> query : queries().entrySet()) {
            measure(city, query.getKey(), query.getValue(), arguments.number("seconds", 10));
        }
    }

    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("simple", query("eq(attributes/n,77)", "size(25)"));
        queries.put(
                "nested",
                query(
                        "and(gt(features/lamp/properties/state/level,50),or(like(attributes/street,\"M*\"),"
                                + "not(exists(attributes/n))),eq(features/*/properties/on,true))",
                        "size(25)"));
        queries.put("sorted", query("eq(features/lamp/properties/on,true)", "sort(-attributes/n),size(25)"));
        queries.put(
                "geographic",
                query(
                        "near(attributes/location,52.37,4.9268,500)",
                        "sort(+distance(attributes/location,52.37,4.9268)),size(25)"));
        return queries;
    }

    private static String query(String filter, String option) {
        return "/api/2/search/things?namespaces=search&fields=thingId&filter="
                + URLEncoder.encode(filter, StandardCharsets.UTF_8) + "&option="
                + URLEncoder.encode(option, StandardCharsets.UTF_8);
    }

    private static void make(CityClient city, int things) throws InterruptedException {
        Semaphore window = new Semaphore(WINDOW);
        try (AppSocket socket = AppSocket.open(city, answer -> window.release())) {
            for (int i = 0; i < things; i++) {
                window.acquire();
                socket.send("{\"topic\":\"search/thing-" + i
                        + "/things/twin/commands/modify\",\"path\":\"/\",\"value\":" + thing(i) + "}");
            }
            if (!window.tryAcquire(WINDOW, 1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("not all things were made");
            }
        }
    }

    private static String thing(int i) {
        String street = new String[] {"Main", "Mill", "Dam", "Oak", "Kade"}[i % 5];
        return "{\"thingId\":\"search:thing-" + i + "\",\"policyId\":\"search:all\",\"attributes\":{\"serial\":\"s-" + i
                + "\",\"n\":" + i % 1000 + ",\"street\":\"" + street
                + "\",\"location\":{\"type\":\"Point\",\"coordinates\":[" + (4.7 + i % 997 * 0.0004) + ","
                + (52.2 + i % 1009 * 0.0003) + "]}},\"features\":{\"lamp\":{\"definition\":[\"x:lamp:1.0.0\"],"
                + "\"properties\":{\"on\":" + (i % 2 == 0) + ",\"state\":{\"level\":" + i % 100 + "}}}}}";
    }

    private static void measure(CityClient city, String kind, String query, int seconds) throws Exception {
        long first = once(city, query);
        Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(2), 3);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            nanos.recordValue(once(city, query));
        }
        System.out.printf(
                "{\"kind\":\"%s\",\"firstMillis\":%.1f,\"perSecond\":%.0f,\"p50Millis\":%.2f,\"p99Millis\":%.2f}%n",
                kind,
                first / 1e6,
                (double) nanos.getTotalCount() / seconds,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6);
    }

    private static long once(CityClient city, String query) throws Exception {
        long began = System.nanoTime();
        city.send("GET", query, "application/json", "");
        return System.nanoTime() - began;
    }
}
