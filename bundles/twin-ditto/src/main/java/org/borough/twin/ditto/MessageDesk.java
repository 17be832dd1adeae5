// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.ditto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.borough.thing.Answer;
import org.borough.thing.Outcome;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Commands;
import org.borough.twin.view.Trees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages to things from Ditto, has their devices asked, and sends the answers back. */
final class MessageDesk {

    private static final Logger LOG = LoggerFactory.getLogger(MessageDesk.class);
    private static final Pattern INBOX = Pattern.compile("/(?:features/([^/]+)/)?inbox/messages/(.+)");
    private static final Pattern TIMEOUT = Pattern.compile("(\\d{1,9})(ms|s|m)?");
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final Supplier<Optional<Commands>> router;
    private volatile Channel channel;

    MessageDesk(Supplier<Optional<Commands>> router) {
        this.router = router;
    }

    void answerBy(Channel open) {
        channel = open;
    }

    /** Takes a message of Ditto's protocol, if it is one to a thing. */
    void take(JsonNode message) {
        String[] topic = message.path("topic").asText("").split("/", 6);
        Matcher path = INBOX.matcher(message.path("path").asText(""));
        boolean inbox = topic.length == 6
                && topic[3].equals("live")
                && topic[4].equals("messages")
                && !message.has("status")
                && path.matches();
        if (inbox) {
            ask(ThingEvent.thing(topic), path, message);
        }
    }

    private void ask(ThingId thing, Matcher path, JsonNode message) {
        Optional<Commands> commands = router.get();
        if (commands.isEmpty()) {
            LOG.debug("A message to {} was left unanswered: the router does not run", thing);
            return;
        }
        JsonNode headers = message.path("headers");
        boolean answered = headers.path("response-required").asBoolean(true);
        Duration timeout = timeout(headers.path("timeout").asText(""));
        Commands.Request request = new Commands.Request(
                thing,
                Optional.ofNullable(path.group(1)).orElse(""),
                path.group(2),
                headers.path("content-type").asText(""),
                payload(message),
                answered,
                new Cause(
                        headers.path("ditto-originator").asText("ditto"),
                        "",
                        answered ? Instant.now().plus(timeout) : Cause.NO_DEADLINE));
        commands.get().ask(request).thenAccept(outcome -> {
            if (answered) {
                answer(message, outcome);
            }
        });
    }

    private void answer(JsonNode message, Outcome outcome) {
        if (outcome.response().isPresent()) {
            send(message, outcome.response().get());
        } else if (outcome instanceof Outcome.Confirmed) {
            send(message, new Answer(NO_CONTENT, "", new byte[0]));
        } else if (outcome instanceof Outcome.Rejected rejected && rejected.status() != NOT_FOUND) {
            ObjectNode error = Trees.object()
                    .put("status", rejected.status())
                    .put("error", "messages:undeliverable")
                    .put("message", rejected.reason());
            send(message, new Answer(rejected.status(), "application/json", Trees.bytes(error)));
        }
        // Else we have no such device, or it kept silent: another node or app may answer, or the time runs out.
    }

    private void send(JsonNode message, Answer answer) {
        ObjectNode response = Trees.object();
        response.set("topic", message.path("topic"));
        ObjectNode headers = response.putObject("headers");
        headers.set("correlation-id", message.path("headers").path("correlation-id"));
        if (!answer.contentType().isEmpty()) {
            headers.put("content-type", answer.contentType());
        }
        response.set("path", message.path("path"));
        if (answer.payload().length > 0) {
            put(response, answer);
        }
        response.put("status", answer.status());
        Channel open = channel;
        if (open != null) {
            open.send(response.toString());
        }
    }

    private static void put(ObjectNode response, Answer answer) {
        String type = answer.contentType().toLowerCase(Locale.ROOT);
        if (isJson(type)) {
            response.set("value", Trees.read(answer.payload()));
        } else if (type.startsWith("text/")) {
            response.put("value", new String(answer.payload(), StandardCharsets.UTF_8));
        } else {
            response.put("value", Base64.getEncoder().encodeToString(answer.payload()));
        }
    }

    /** JSON stands in a message as it is, text as a string, anything else in Base64. */
    private static byte[] payload(JsonNode message) {
        JsonNode value = message.path("value");
        String type = message.path("headers").path("content-type").asText("").toLowerCase(Locale.ROOT);
        if (value.isMissingNode()) {
            return new byte[0];
        }
        if (value.isTextual() && !isJson(type)) {
            return type.startsWith("text/") || type.isEmpty()
                    ? value.textValue().getBytes(StandardCharsets.UTF_8)
                    : Base64.getDecoder().decode(value.textValue());
        }
        return Trees.bytes(value);
    }

    private static boolean isJson(String type) {
        String plain = type.split(";", 2)[0].strip();
        return plain.equals("application/json") || plain.endsWith("+json");
    }

    private static Duration timeout(String text) {
        Matcher parts = TIMEOUT.matcher(text);
        if (!parts.matches()) {
            return USUAL_TIMEOUT;
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (Optional.ofNullable(parts.group(2)).orElse("s")) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
