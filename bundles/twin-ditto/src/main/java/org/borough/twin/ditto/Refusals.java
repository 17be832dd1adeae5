// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.borough.twin.view.Trees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Ditto did not do of what it read from the topic. Whoever sent it was acknowledged already, so operators are told. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(15);
    private static final int FIRST_ERROR = 400;
    private static final int TOPIC_PARTS = 3;

    private final Clock clock;
    private long many;
    private String last = "";
    private Instant at = Instant.MIN;

    Refusals(Clock clock) {
        this.clock = clock;
    }

    /** Takes an answer in Ditto's protocol. */
    void take(byte[] answer) {
        try {
            JsonNode message = Trees.read(answer);
            int status = message.path("status").asInt();
            if (status >= FIRST_ERROR) {
                note(words(message, status));
            }
        } catch (UncheckedIOException unreadable) {
            note("an answer that is no JSON");
        }
    }

    private static String words(JsonNode message, int status) {
        String[] topic = message.path("topic").asText("").split("/", TOPIC_PARTS);
        String thing = topic.length == TOPIC_PARTS ? topic[0] + ':' + topic[1] : "a thing";
        return thing + ": " + Words.refused(status, message.path("value")).getMessage();
    }

    private synchronized void note(String words) {
        boolean quiet = !isRecent();
        many++;
        last = words;
        at = clock.instant();
        if (quiet) {
            LOG.warn("Ditto refused readings that were in Kafka already; {}", words);
        }
    }

    private boolean isRecent() {
        return at.isAfter(clock.instant().minus(REMEMBERED));
    }

    /** What Ditto refused of late; nothing when it took everything. */
    synchronized Optional<String> recent() {
        return isRecent()
                ? Optional.of("Ditto refused %d readings that were in Kafka already, the last at %s; %s"
                        .formatted(many, at, last))
                : Optional.empty();
    }
}
