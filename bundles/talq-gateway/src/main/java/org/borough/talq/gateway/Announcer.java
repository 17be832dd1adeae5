// SPDX-License-Identifier: EPL-2.0
package org.borough.talq.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.borough.talq.Device;
import org.borough.talq.DeviceClass;
import org.borough.talq.LogReport;
import org.borough.talq.TalqClient;
import org.borough.talq.TalqClient.Answer;
import org.borough.thing.Status;
import org.borough.thing.ThingId;
import org.borough.twin.Twin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the CMS what there is, and what was recorded; again until the CMS has it. */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final int PORTION = 200;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final TalqClient client;
    private final Inventory inventory;
    private final Devices devices;
    private final Loggers loggers;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Map<String, DeviceClass> toldClasses = new ConcurrentHashMap<>();
    private final Set<ThingId> due = new ConcurrentSkipListSet<>();
    private final Set<ThingId> left = new ConcurrentSkipListSet<>();
    private final Set<ThingId> told = ConcurrentHashMap.newKeySet();
    private volatile boolean services;
    private volatile Instant next = Instant.MIN;
    private volatile Duration pause = Duration.ofSeconds(1);
    private volatile String trouble = "";

    Announcer(TalqClient client, Inventory inventory, Devices devices, Loggers loggers, Clock clock) {
        this.client = client;
        this.inventory = inventory;
        this.devices = devices;
        this.loggers = loggers;
        this.clock = clock;
    }

    void came(Twin twin) {
        due.add(twin.id());
    }

    void went(ThingId thing) {
        due.remove(thing);
        if (told.remove(thing)) {
            left.add(thing);
        }
    }

    /** Does what is to be done, one thing after the other; called again and again. */
    void tick() {
        if (clock.instant().isBefore(next) || !busy.compareAndSet(false, true)) {
            return;
        }
        announceServices()
                .thenCompose(ok -> ok ? announceClasses() : no())
                .thenCompose(ok -> ok ? announceDevices() : no())
                .thenCompose(ok -> ok ? takeAway() : no())
                .thenCompose(ok -> ok ? report() : no())
                .whenComplete((ok, failure) -> {
                    if (failure != null) {
                        LOG.error("Announcing to the CMS failed", failure);
                    }
                    rest(failure == null && ok);
                    busy.set(false);
                });
    }

    private void rest(boolean ok) {
        if (ok) {
            pause = Duration.ofSeconds(1);
            next = Instant.MIN;
            trouble = "";
        } else {
            next = clock.instant().plus(pause);
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
        }
    }

    private static CompletionStage<Boolean> no() {
        return CompletableFuture.completedStage(false);
    }

    private static CompletionStage<Boolean> yes() {
        return CompletableFuture.completedStage(true);
    }

    private CompletionStage<Boolean> announceServices() {
        if (services) {
            return yes();
        }
        return client.send("POST", "/services", Operations.services()).thenApply(answer -> {
            services = settled(answer);
            return services;
        });
    }

    private CompletionStage<Boolean> announceClasses() {
        Map<String, DeviceClass> fresh = new TreeMap<>();
        for (ThingId thing : due) {
            inventory
                    .twin(thing)
                    .filter(twin -> !inventory.parts(twin).isEmpty())
                    .map(devices::classOf)
                    .filter(one -> !one.equals(toldClasses.get(one.name())))
                    .ifPresent(one -> fresh.put(one.name(), one));
        }
        if (fresh.isEmpty()) {
            return yes();
        }
        return upsert("/device-classes", List.copyOf(fresh.values())).thenApply(ok -> {
            if (ok) {
                toldClasses.putAll(fresh);
            }
            return ok;
        });
    }

    private CompletionStage<Boolean> announceDevices() {
        List<ThingId> portion = due.stream().limit(PORTION).toList();
        if (portion.isEmpty()) {
            return yes();
        }
        List<Device> given = new ArrayList<>();
        portion.forEach(thing -> inventory
                .twin(thing)
                .filter(twin -> !inventory.parts(twin).isEmpty())
                .ifPresent(twin -> given.add(devices.device(twin))));
        CompletionStage<Boolean> sent = given.isEmpty() ? yes() : upsert("/devices", given);
        return sent.thenCompose(ok -> {
            if (!ok) {
                return no();
            }
            portion.forEach(due::remove);
            told.addAll(portion);
            return announceDevices();
        });
    }

    /** Makes them there, or changes them where they are known already. */
    private CompletionStage<Boolean> upsert(String path, List<?> entities) {
        return client.send("POST", path, entities)
                .thenCompose(answer -> answer.status() == 409
                        ? client.send("PUT", path, entities).thenApply(this::settled)
                        : CompletableFuture.completedStage(settled(answer)));
    }

    private CompletionStage<Boolean> takeAway() {
        if (left.isEmpty()) {
            return yes();
        }
        ThingId thing = left.iterator().next();
        return client.send("DELETE", "/devices/" + Inventory.address(thing), null)
                .thenCompose(answer -> {
                    if (!settled(answer) && answer.status() != 404) {
                        return no();
                    }
                    left.remove(thing);
                    return takeAway();
                });
    }

    private CompletionStage<Boolean> report() {
        List<CompletionStage<Boolean>> sent = new ArrayList<>();
        loggers.due((recorder, report) -> sent.add(send(recorder, report)));
        return Stages.all(sent).thenApply(done -> sent.stream()
                .allMatch(one -> one.toCompletableFuture().join()));
    }

    private CompletionStage<Boolean> send(Recorder recorder, LogReport report) {
        return client.send("POST", "/log-reports", report).thenApply(answer -> {
            boolean ok = settled(answer);
            recorder.done(report, ok);
            return ok;
        });
    }

    /** Whether the CMS has it. What it refuses for good would be refused again: it is said and left. */
    private boolean settled(Answer answer) {
        if (!answer.isTaken()) {
            if (!answer.problem().equals(trouble)) {
                LOG.warn("The CMS did not take something: {}", answer.problem());
            }
            trouble = answer.problem();
        }
        return answer.isTaken() || !answer.isPassing() && answer.status() != 401 && answer.status() != 403;
    }

    Status status() {
        if (!trouble.isEmpty()) {
            return Status.degraded("The CMS did not take something: " + trouble);
        }
        long lost = loggers.lost();
        return lost > 0
                ? Status.degraded(lost + " log entries gave way to newer ones while the CMS was away")
                : Status.ok(told.size() + " devices announced");
    }
}
