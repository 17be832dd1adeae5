// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import java.time.Instant;
import java.util.Optional;
import org.borough.traffic.rules.TrafficRules;
import org.borough.traffic.rules.TrafficRules.Choice;
import org.borough.traffic.rules.TrafficRules.Signal;

/** Which of its engineer's plans suits a controller now. For one thread. */
final class SignalChoice {

    private String plan = "";
    private Instant since = Instant.MIN;
    private String why = "";

    /** What the choices are made on. */
    interface Sight {

        /** The level of a segment; empty when it is not known. */
        String level(Choice choice);

        /** The words of an alert of an area of the air; empty when there is none. */
        Optional<String> alert(Choice choice);
    }

    /** A plan and why. */
    record Decided(String plan, String why, boolean changed) {}

    /** Chooses; a plan stays for as long as it must be held. */
    Decided choose(Signal signal, TrafficRules rules, Sight sight, Instant now) {
        String wanted = signal.usual();
        String reason = "no choice holds: the usual plan";
        for (Choice choice : signal.choices()) {
            Optional<String> holds = holds(choice, rules, sight);
            if (holds.isPresent()) {
                wanted = choice.plan();
                reason = holds.get();
                break;
            }
        }
        boolean held = !plan.isEmpty() && signal.plans().contains(plan) && now.isBefore(since.plus(signal.hold()));
        if (wanted.equals(plan) || held) {
            return new Decided(
                    plan, wanted.equals(plan) ? reason : why + "; held until " + since.plus(signal.hold()), false);
        }
        plan = wanted;
        since = now;
        why = reason;
        return new Decided(plan, why, true);
    }

    private static Optional<String> holds(Choice choice, TrafficRules rules, Sight sight) {
        if (choice.when() == TrafficRules.When.AIR) {
            return sight.alert(choice).map(alert -> "the air of " + choice.of() + " asks for it: " + alert);
        }
        String level = sight.level(choice);
        if (level.isEmpty() || !rules.reaches(level, choice.level())) {
            return Optional.empty();
        }
        String when = choice.when() == TrafficRules.When.FORECAST
                ? " is expected to be at level " + level + " in " + choice.minutes() + " minutes, "
                : " is at level " + level + ", ";
        return Optional.of(choice.of() + when + choice.level() + " or worse was agreed");
    }

    /** Since when the plan is wanted. */
    Instant since() {
        return since;
    }

    String plan() {
        return plan;
    }

    /** What was wanted before a restart. */
    void remember(String before, Instant at) {
        plan = before;
        since = at;
    }
}
