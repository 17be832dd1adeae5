// SPDX-License-Identifier: EPL-2.0
package org.borough.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.borough.thing.Outcome;
import org.borough.thing.Setting;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.Commands;
import org.borough.twin.Twins;

/** {@code city:command}. */
@Service
@Command(
        scope = "city",
        name = "command",
        description = "Asks a thing for a state or an act",
        detailedDescription = "With feature/path=value it sets desired properties, which are sent until the thing"
                + " reports them. With a subject it sends a message and waits for its answer. Numbers, true, false and"
                + " JSON are taken as such, everything else as text. You ask in your own name; the thing's policy"
                + " decides.\n\ncity:command springfield:lamp-7 luminaire/level=80\n"
                + "city:command springfield:lamp-7 requestStatus\n"
                + "city:command springfield:lamp-7 setProfile '{\"id\": 3}' --feature luminaire --timeout 120")
public final class AskCommand extends CityAction {

    private static final String USAGE = "write feature/path=value, or a subject and, when it needs one, a JSON text";

    @Argument(index = 0, name = "thing", description = "The thing's id, namespace:name", required = true)
    @Completion(ThingIds.class)
    String thing;

    @Argument(
            index = 1,
            name = "what",
            description = "feature/path=value, several if need be; or a subject and a JSON text",
            required = true,
            multiValued = true)
    List<String> what = List.of();

    @Option(name = "--feature", description = "The feature that a message is for; the thing as a whole without it")
    String feature = "";

    @Option(name = "--reason", description = "Why, for whoever looks at the twin later")
    String reason = "asked at the console";

    @Option(name = "--timeout", description = "Seconds until a command is given up, 60 without it")
    int timeout = 60;

    @Override
    void run(Desk desk) {
        if (timeout < 1) {
            throw new CommandFailedException("--timeout is " + timeout + "; it must be 1 or more.");
        }
        ThingId id = Things.need(desk, thing).id();
        if (what.stream().allMatch(AskCommand::isSetting)) {
            desire(desk, id);
        } else if (what.stream().noneMatch(AskCommand::isSetting) && what.size() <= 2) {
            ask(desk, id);
        } else {
            throw new CommandFailedException("'" + String.join(" ", what) + "' is not understood; " + USAGE + ".");
        }
    }

    private void desire(Desk desk, ThingId id) {
        List<Setting> settings = what.stream().map(AskCommand::setting).toList();
        Desk.await(
                desk.platform().need(Twins.class).desire(id, settings, Cause.of(desk.subject(), reason)),
                Desk.PATIENCE);
        settings.forEach(setting -> desk.out()
                .println(id + " is to report " + setting.address() + " = " + setting.value() + ". 'city:why " + id
                        + "' tells what became of it."));
    }

    private void ask(Desk desk, ThingId id) {
        String json = what.size() == 2 ? what.get(1) : "";
        if (!json.isEmpty() && Json.read(json).isEmpty()) {
            throw new CommandFailedException("'" + json + "' is not JSON; put it into single quotes, '{\"id\": 3}'.");
        }
        Instant deadline = Instant.now().plusSeconds(timeout);
        Outcome outcome = Desk.await(
                desk.platform()
                        .need(Commands.class)
                        .ask(id, feature, what.get(0), json, new Cause(desk.subject(), reason, deadline)),
                Duration.ofSeconds(timeout).plus(Desk.PATIENCE));
        desk.out().println(tell(id, outcome));
    }

    private String tell(ThingId id, Outcome outcome) {
        if (outcome instanceof Outcome.Confirmed confirmed) {
            return id + " did it: " + confirmed.reason()
                    + (confirmed.answer().isEmpty() ? "" : "\n" + confirmed.answer());
        }
        String verdict = outcome instanceof Outcome.Rejected rejected
                ? " refused (" + rejected.status() + "): "
                : " did not answer within " + timeout + " s: ";
        throw new CommandFailedException(id + verdict + outcome.reason());
    }

    private static boolean isSetting(String text) {
        int slash = text.indexOf('/');
        int equals = text.indexOf('=');
        return slash > 0 && equals > slash + 1 && !text.startsWith("{");
    }

    private static Setting setting(String text) {
        int slash = text.indexOf('/');
        int equals = text.indexOf('=');
        JsonNode value = Json.value(text.substring(equals + 1));
        if (value.isNull()) {
            throw new CommandFailedException("a desired property cannot be null; give it a value.");
        }
        return new Setting(text.substring(0, slash), text.substring(slash + 1, equals), plain(value));
    }

    private static Object plain(JsonNode value) {
        if (value.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            value.fields().forEachRemaining(field -> map.put(field.getKey(), plain(field.getValue())));
            return map;
        }
        if (value.isArray()) {
            List<Object> list = new ArrayList<>();
            value.forEach(element -> list.add(plain(element)));
            return list;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNumber()) {
            return value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue();
        }
        return value.asText();
    }
}
