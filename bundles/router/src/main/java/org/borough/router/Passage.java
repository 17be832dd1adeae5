// SPDX-License-Identifier: EPL-2.0
package org.borough.router;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.borough.adapter.DeviceAdapter;
import org.borough.adapter.UndecodableUplinkException;
import org.borough.connect.Acknowledgement;
import org.borough.connect.Message;
import org.borough.thing.Endpoint;
import org.borough.thing.Reading;
import org.borough.thing.ThingId;
import org.borough.twin.Cause;
import org.borough.twin.TwinRefusedException;

/** One message on its way through the lane of its thing into the twin. */
final class Passage implements Work {

    private static final Cause DEVICES = Cause.of("integration:devices", "");
    private static final Acknowledgement STORED = new Acknowledgement.Stored();

    private final UplinkRoute route;
    private final Lane lane;
    private final ThingId thing;
    private final Message message;
    private final Ending ending;
    private boolean elderFirst = true;
    private long generation;

    Passage(UplinkRoute route, Lane lane, ThingId thing, Message message, Ending ending) {
        this.route = route;
        this.lane = lane;
        this.thing = thing;
        this.message = message;
        this.ending = ending;
    }

    @Override
    public void refuse(String reason) {
        ending.ended(new Acknowledgement.Refused(503, reason));
    }

    @Override
    public void run() {
        generation = route.adapters().generation();
        if (expired(route.clock())) {
            route.counters().expired();
            ending.ended(STORED);
        } else if (isFresh() && Repeats.isDated(message) && route.repeats().has(message)) {
            route.counters().repeated();
            ending.ended(STORED);
        } else if (ConnectionNotes.isNote(message)) {
            route.connections().write(thing, message).whenComplete((nothing, error) -> noted(error));
        } else if (message.endpoint() != Endpoint.RESPONSE
                && message.property(Message.ENVELOPE).isPresent()) {
            envelope(message.properties().get(Message.ENVELOPE));
        } else {
            translate();
        }
    }

    private boolean isFresh() {
        return ending instanceof Ending.Fresh;
    }

    private boolean expired(Clock clock) {
        Optional<String> ttl = message.property("ttl");
        if (ttl.isEmpty() || !ttl.get().matches("\\d{1,15}")) {
            return false;
        }
        Instant end = message.receivedAt().plusMillis(Long.parseLong(ttl.get()));
        return end.isBefore(clock.instant());
    }

    /** Lets what waits in quarantine go first, so that old never overwrites new; true when this goes on later. */
    private boolean yields() {
        if (!isFresh() || !elderFirst || !route.quarantine().isWaiting(thing)) {
            return false;
        }
        elderFirst = false;
        List<Work> works = new ArrayList<>(route.replaysOfWaiting(lane, thing));
        works.add(this);
        lane.putFirst(works);
        return true;
    }

    private void translate() {
        if (DeviceThings.isNone(thing)) {
            untranslatable();
            return;
        }
        Choice choice = route.adapters().choose(thing, message.property(Message.ADAPTER));
        if (choice instanceof Choice.Chosen chosen) {
            decode(chosen);
        } else if (DittoProtocol.speaks(message) && !message.properties().containsKey(Message.ADAPTER)) {
            passThrough();
        } else if (message.endpoint() == Endpoint.RESPONSE || choice instanceof Choice.Unnamed && isForMirrorsOnly()) {
            ending.ended(STORED);
        } else {
            String reason =
                    choice instanceof Choice.Missing missing ? missing.reason() : ((Choice.Unnamed) choice).reason();
            quarantine("", reason, true);
        }
    }

    /** A device without a twin of which nobody wants one: those who keep the copies are all who know it. */
    private boolean isForMirrorsOnly() {
        return ending.isMirrored() && route.twins().get(thing).isEmpty();
    }

    private void untranslatable() {
        if (message.endpoint() == Endpoint.RESPONSE || ending.isMirrored()) {
            ending.ended(STORED);
        } else {
            quarantine("", DeviceThings.objection(message.device()).orElse(""), false);
        }
    }

    private void decode(Choice.Chosen chosen) {
        HostedAdapter hosted = chosen.adapter();
        boolean worthAnotherTry = !hosted.fence().isOpen() || route.isNewFor(thing);
        if (hosted.fence().mayTry() && worthAnotherTry && yields()) {
            return;
        }
        String closed = hosted.fence().closed();
        if (!closed.isEmpty()) {
            hosted.countQuarantined();
            quarantine(chosen.model(), "the adapter " + hosted.name() + " is fenced: " + closed, true);
            return;
        }
        DeviceUplink uplink = new DeviceUplink(thing, chosen.model(), message, hosted.json());
        DeviceAdapter adapter = hosted.adapter();
        lane.guard(
                () -> route.check().check(adapter.decode(uplink), arrival()),
                result -> decoded(chosen, result),
                () -> hung(chosen));
    }

    /** The twin dates what comes now itself; what waited in quarantine or in a log needs its time told. */
    private Instant arrival() {
        return isFresh() && !Repeats.isDated(message) ? Reading.ON_ARRIVAL : message.receivedAt();
    }

    private void decoded(Choice.Chosen chosen, Lane.Result<List<Reading<?>>> result) {
        if (result instanceof Lane.Result.Given<List<Reading<?>>> given) {
            chosen.adapter().countDecoded();
            if (chosen.adapter().fence().succeeded()) {
                route.adapters().arrived();
            }
            route.taps().saw(message, chosen.model(), () -> words(given.value()));
            report(given.value());
        } else {
            failed(chosen, ((Lane.Result.Thrown<List<Reading<?>>>) result).error());
        }
    }

    private void failed(Choice.Chosen chosen, Throwable error) {
        HostedAdapter hosted = chosen.adapter();
        String what = thing + ": " + Errors.words(error);
        if (hosted.gone()) {
            quarantine(chosen.model(), "the adapter " + hosted.name() + " went away meanwhile", true);
            return;
        }
        hosted.countQuarantined();
        if (error instanceof UndecodableUplinkException) {
            if (hosted.fence().undecodable(what)) {
                route.adapters().arrived();
            }
            quarantine(
                    chosen.model(), "the adapter " + hosted.name() + " cannot read it: " + error.getMessage(), false);
        } else {
            if (message.endpoint() != Endpoint.RESPONSE) {
                hosted.fence().failed(what);
            }
            quarantine(chosen.model(), "the adapter " + hosted.name() + " failed: " + Errors.words(error), false);
        }
    }

    private void hung(Choice.Chosen chosen) {
        chosen.adapter().countQuarantined();
        chosen.adapter().fence().hung(thing + " after " + route.budgetMillis() + " ms");
        String reason = "the adapter " + chosen.adapter().name() + " did not return within " + route.budgetMillis()
                + " ms (adapterBudgetMillis).";
        quarantine(chosen.model(), reason, false);
    }

    private void passThrough() {
        if (yields()) {
            return;
        }
        String patch;
        try {
            patch = route.ditto().patch(thing, message);
        } catch (UndecodableUplinkException e) {
            quarantine(DittoProtocol.NAME, e.getMessage(), false);
            return;
        }
        route.taps().saw(message, DittoProtocol.NAME, () -> patch);
        route.twins().merge(thing, patch, DEVICES).whenComplete((nothing, error) -> written(error));
    }

    private void report(List<Reading<?>> decoded) {
        List<Reading<?>> readings = isFresh()
                ? decoded
                : route.freshness().newer(thing, decoded, route.twins().get(thing));
        if (readings.isEmpty()) {
            ending.ended(STORED);
        } else {
            route.twins().report(thing, readings, DEVICES).whenComplete((nothing, error) -> written(error));
        }
    }

    /** A twin that refuses such a note goes without it; only what the disk did not take is worth another try. */
    private void noted(Throwable error) {
        boolean refused = error != null && Errors.of(error) instanceof TwinRefusedException no && no.status() < 500;
        written(refused ? null : error);
    }

    private void written(Throwable error) {
        if (error == null) {
            ending.ended(STORED);
        } else if (Errors.of(error) instanceof TwinRefusedException refused && refused.status() < 500) {
            quarantine("", "the twin refused it (" + refused.status() + "): " + refused.getMessage(), false);
        } else {
            ending.ended(new Acknowledgement.Refused(
                    503, "The twin could not keep it: " + Errors.of(error).getMessage()));
        }
    }

    private void envelope(String format) {
        if (route.isNewFor(thing) && yields()) {
            return;
        }
        Envelopes envelopes = route.envelopes();
        if (!envelopes.knows(format)) {
            String reason = "nobody reads the envelope '" + format + "' that the registration of " + thing
                    + " names (defaults.envelope); install the bundle that does.";
            quarantine("", reason, true);
            return;
        }
        lane.guard(
                () -> envelopes.open(format, message),
                result -> opened(format, result),
                () -> quarantine(format, "the envelope could not be opened in time.", false));
    }

    private void opened(String format, Lane.Result<List<Message>> result) {
        if (result instanceof Lane.Result.Given<List<Message>> given) {
            route.passOn(message, given.value()).thenAccept(ending::ended);
        } else {
            Throwable error = ((Lane.Result.Thrown<List<Message>>) result).error();
            quarantine(format, "the envelope cannot be opened: " + Errors.words(error), false);
        }
    }

    private void quarantine(String adapter, String reason, boolean waits) {
        route.taps().saw(message, adapter, () -> "quarantined: " + reason);
        ending.quarantine(thing, message, reason, waits);
        if (waits && generation != route.adapters().generation()) {
            // What it waits for came while it was on its way there.
            route.tryWaiting(lane, thing);
        }
    }

    private static String words(List<Reading<?>> readings) {
        return readings.stream()
                .map(reading -> reading.property().address() + "=" + reading.value())
                .collect(Collectors.joining(", "));
    }
}
