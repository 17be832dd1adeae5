// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.borough.connect.CommandResult;
import org.borough.thing.Command;
import org.borough.thing.Outcome;
import org.borough.thing.Property;
import org.borough.thing.Reading;
import org.borough.thing.Setting;
import org.borough.twin.Cause;
import org.borough.twin.Twins;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes into the twin how its commands stand. */
final class StateReports {

    static final String FEATURE = "commands";

    private static final Logger LOG = LoggerFactory.getLogger(StateReports.class);
    private static final String MODEL = "borough:commands:1.0.0";
    private static final Pattern NOT_IN_A_PATH = Pattern.compile("[/\\x00-\\x1F\\x7F]");
    private static final Cause DEVICES = Cause.of("integration:devices", "");

    private final Twins twins;
    private final Clock clock;

    StateReports(Twins twins, Clock clock) {
        this.twins = twins;
        this.clock = clock;
    }

    /** How a command of bytes ended; one that had to be sent now or never does not show. */
    void ended(Pursuit pursuit, CommandResult result) {
        if (result instanceof CommandResult.Delivered) {
            ended(pursuit, new Outcome.Confirmed(clock.instant(), "delivered; no answer was asked for", ""));
        } else if (result instanceof CommandResult.Failed failed) {
            boolean late = failed.status() == 503 || failed.status() == 504;
            ended(
                    pursuit,
                    late
                            ? new Outcome.TimedOut(clock.instant(), failed.reason())
                            : new Outcome.Rejected(clock.instant(), failed.reason(), failed.status()));
        } else if (result instanceof CommandResult.Answered answered) {
            int status = answered.response().status();
            String words = "the device answered with " + status;
            ended(
                    pursuit,
                    status >= 200 && status < 300
                            ? new Outcome.Confirmed(clock.instant(), words, "")
                            : new Outcome.Rejected(clock.instant(), words, status));
        }
    }

    void pending(Pursuit pursuit) {
        report(pursuit, places(pursuit.command()), "pending", pursuit.state());
    }

    void sent(Pursuit pursuit) {
        report(pursuit, places(pursuit.command()), "sent", pursuit.state());
    }

    /** Completes when the twin shows it, or cannot. */
    CompletionStage<Void> ended(Pursuit pursuit, Outcome outcome) {
        String state =
                switch (word(outcome)) {
                    case 0 -> "confirmed";
                    case 1 -> "rejected";
                    default -> "timedOut";
                };
        return report(pursuit, places(pursuit.command()), state, outcome.reason());
    }

    /** Some of what a wish asked for is reported now. */
    void confirmed(Pursuit pursuit, List<Setting> settings, String reason) {
        report(pursuit, settings.stream().map(Setting::address).toList(), "confirmed", reason);
    }

    /** What a wish asked for and a newer one does not. */
    void withdrawn(Pursuit older, Pursuit newer) {
        List<String> still = places(newer.command());
        List<String> dropped = places(older.command()).stream()
                .filter(place -> !still.contains(place))
                .toList();
        if (!dropped.isEmpty()) {
            report(older, dropped, "rejected", "nobody wants it any more");
        }
    }

    private static int word(Outcome outcome) {
        if (outcome instanceof Outcome.Confirmed) {
            return 0;
        }
        return outcome instanceof Outcome.Rejected ? 1 : 2;
    }

    private static List<String> places(Command command) {
        return command instanceof Command.Desired wish
                ? wish.settings().stream().map(Setting::address).toList()
                : List.of("messages/" + place(((Command.Message) command).subject()));
    }

    /** Fit for a path in a twin. */
    private static String place(String subject) {
        String place = NOT_IN_A_PATH.matcher(subject).replaceAll("-");
        return place.isEmpty() ? "-" : place;
    }

    private CompletionStage<Void> report(Pursuit pursuit, List<String> places, String state, String reason) {
        if (pursuit.isNowOrNever()) {
            return CompletableFuture.completedStage(null);
        }
        Command command = pursuit.command();
        CommandState value = new CommandState(
                command.id(),
                state,
                reason,
                command.by(),
                (long) pursuit.attempts(),
                clock.instant().toString());
        List<Reading<?>> readings = places.stream()
                .<Reading<?>>map(
                        place -> new Property<>(MODEL, FEATURE, place, CommandState.class).is(value, clock.instant()))
                .toList();
        return twins.report(command.thing(), readings, DEVICES).handle((nothing, error) -> {
            if (error != null) {
                LOG.debug("The state of command {} could not be shown: {}", command.id(), error.getMessage());
            }
            return null;
        });
    }
}
