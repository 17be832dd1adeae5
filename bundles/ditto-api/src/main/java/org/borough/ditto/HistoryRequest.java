// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.borough.engine.Recordings;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.things.model.ThingId;

/** What somebody wants to know of the past, and how it is to be written. */
record HistoryRequest(Recordings.Wanted wanted, List<Aggregate> aggregates, boolean csv) {

    static final int MOST = 10_000;

    private static final int USUAL = 1_000;
    private static final int MOST_PROPERTIES = 50;
    private static final Duration USUAL_SPAN = Duration.ofDays(1);
    private static final Duration FINEST = Duration.ofSeconds(1);
    private static final Duration COARSEST = Duration.ofDays(400);

    /** The path stands behind {@code /history/things}. */
    static HistoryRequest of(Call call, Instant now) {
        ThingId thing = ThingId.of(call.path().next());
        List<JsonPointer> places = call.path().atEnd()
                ? selected(call.query())
                : List.of(JsonFactory.newPointer(call.path().rest()));
        Query query = call.query();
        Instant to = time(query, "to", now, now);
        Instant from = time(query, "from", to.minus(USUAL_SPAN), now);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("'to' is before 'from'");
        }
        Duration resolution =
                query.get("resolution").map(HistoryRequest::resolution).orElse(Duration.ZERO);
        List<Aggregate> aggregates = aggregates(query, !resolution.isZero());
        return new HistoryRequest(
                new Recordings.Wanted(call.headers(), thing, places, from, to, resolution, limit(query), cursor(query)),
                aggregates,
                csv(query));
    }

    Document document(Recordings.Page page) {
        boolean unknown = page.series().stream()
                .allMatch(
                        series -> series.recordedDays() == 0 && series.entries().isEmpty());
        if (unknown && wanted.start().isEmpty()) {
            throw GatewayException.notRecorded(wanted.places().get(0).toString());
        }
        return csv ? HistoryDocument.csv(this, page) : HistoryDocument.json(this, page);
    }

    /** Where to go on, as clients hand it back. */
    static String cursor(Recordings.Next next) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, next.from());
        String text = next.place() + ":" + micros;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<Recordings.Next> cursor(Query query) {
        return query.get("cursor").map(given -> {
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(given), StandardCharsets.US_ASCII).split(":");
                return new Recordings.Next(
                        Integer.parseInt(parts[0]), Instant.EPOCH.plus(Long.parseLong(parts[1]), ChronoUnit.MICROS));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | DateTimeException broken) {
                throw new IllegalArgumentException("'cursor' is none that was given by an answer before");
            }
        });
    }

    private static List<JsonPointer> selected(Query query) {
        JsonFieldSelector fields = query.fields();
        List<JsonPointer> places = new ArrayList<>();
        if (fields != null) {
            fields.forEach(places::add);
        }
        if (places.isEmpty() || places.size() > MOST_PROPERTIES) {
            throw new IllegalArgumentException("name 1 to " + MOST_PROPERTIES
                    + " properties, by the path or by 'fields=features/<id>/properties/<path>,...'");
        }
        return places;
    }

    /** A time with its offset, or a duration that leads back from now. */
    private static Instant time(Query query, String name, Instant otherwise, Instant now) {
        return query.get(name)
                .map(text -> {
                    try {
                        return text.startsWith("-P")
                                ? now.plus(Duration.parse(text))
                                : OffsetDateTime.parse(text).toInstant();
                    } catch (DateTimeException | ArithmeticException unreadable) {
                        throw new IllegalArgumentException("'" + name + "' is '" + text
                                + "' but must be a time like 2026-01-31T12:00:00Z or a duration back like -P7D");
                    }
                })
                .orElse(otherwise);
    }

    private static Duration resolution(String text) {
        try {
            Duration resolution = Duration.parse(text);
            if (resolution.compareTo(FINEST) >= 0 && resolution.compareTo(COARSEST) <= 0) {
                return resolution;
            }
        } catch (DateTimeException | ArithmeticException unreadable) {
            // Falls through to the one sentence that helps in both cases.
        }
        throw new IllegalArgumentException(
                "'resolution' is '" + text + "' but must be a duration like PT15M, PT1H or P1D, from PT1S to P400D");
    }

    private static List<Aggregate> aggregates(Query query, boolean gathered) {
        List<String> names = query.list("aggregate");
        if (!gathered && !names.isEmpty()) {
            throw new IllegalArgumentException("'aggregate' needs a 'resolution'");
        }
        return names.isEmpty()
                ? List.of(Aggregate.AVG)
                : names.stream().map(Aggregate::of).distinct().toList();
    }

    private static int limit(Query query) {
        String text = query.get("limit").orElse(Integer.toString(USUAL));
        if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > MOST) {
            throw new IllegalArgumentException("'limit' is '" + text + "' but must be between 1 and " + MOST);
        }
        return Integer.parseInt(text);
    }

    private static boolean csv(Query query) {
        String format = query.get("format").orElse("json");
        if (!format.equals("csv") && !format.equals("json")) {
            throw new IllegalArgumentException("'format' is '" + format + "' but must be json or csv");
        }
        return format.equals("csv");
    }
}
