// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.borough.thing.Command;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;

/**
 * A command as the outbox keeps it on disk.
 *
 * @param settings what is wished for; empty for a message
 * @param payload the text of a message's arguments
 * @param ended whether a wish was given up: it is not tried again until somebody wishes anew
 * @param bytes a message's arguments when they are not just that text
 * @param oneWay whether nobody waits for the answer to a message
 */
record StoredCommand(
        long number,
        String id,
        String thing,
        String deadline,
        String by,
        List<StoredSetting> settings,
        String feature,
        String subject,
        String contentType,
        String payload,
        int attempts,
        boolean ended,
        Optional<byte[]> bytes,
        boolean oneWay) {

    /** What was written before there were bytes has none. */
    StoredCommand {
        bytes = bytes == null ? Optional.empty() : bytes;
    }

    /** One desired property. */
    record StoredSetting(String feature, String path, JsonNode value) {

        Setting setting() {
            return new Setting(feature, path, Json.value(value).orElse(""));
        }
    }

    static StoredCommand of(Pursuit pursuit, boolean ended, Json json) {
        if (pursuit.command() instanceof Command.Message message) {
            return ofMessage(pursuit, message);
        }
        Command.Desired wish = (Command.Desired) pursuit.command();
        List<StoredSetting> settings = wish.settings().stream()
                .map(setting -> new StoredSetting(setting.feature(), setting.path(), json.tree(setting.value())))
                .toList();
        String thing = wish.thing().toString();
        String deadline = wish.deadline().toString();
        return new StoredCommand(
                pursuit.number(),
                wish.id(),
                thing,
                deadline,
                wish.by(),
                settings,
                "",
                "",
                "",
                "",
                pursuit.attempts(),
                ended,
                Optional.empty(),
                false);
    }

    private static StoredCommand ofMessage(Pursuit pursuit, Command.Message message) {
        return new StoredCommand(
                pursuit.number(),
                message.id(),
                message.thing().toString(),
                message.deadline().toString(),
                message.by(),
                List.of(),
                message.feature(),
                message.subject(),
                message.contentType(),
                message.payload().text(),
                pursuit.attempts(),
                false,
                Optional.of(message.bytes())
                        .filter(bytes ->
                                !Arrays.equals(bytes, utf8(message.payload().text()))),
                !message.responseRequired());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    ThingId thingId() {
        return ThingId.parse(thing);
    }

    Pursuit pursuit(Json json) {
        Command command = settings.isEmpty()
                ? new Command.Message(
                        id,
                        thingId(),
                        end(),
                        by,
                        feature,
                        subject,
                        contentType,
                        JacksonText.of(json, payload),
                        bytes.orElseGet(() -> utf8(payload)),
                        !oneWay)
                : new Command.Desired(
                        id,
                        thingId(),
                        end(),
                        by,
                        settings.stream().map(StoredSetting::setting).toList());
        return new Pursuit(number, command, attempts);
    }

    Instant end() {
        return Instant.parse(deadline);
    }
}
