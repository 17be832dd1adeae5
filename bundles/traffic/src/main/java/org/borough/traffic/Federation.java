// SPDX-License-Identifier: EPL-2.0
package org.borough.traffic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.borough.thing.ThingId;
import org.borough.traffic.federated.Lesson;
import org.borough.traffic.federated.Party;

/**
 * Areas that learn together under a name: each gives masked sums of the segments whose owners share them, and of nothing
 * else. Who withdraws is in no later round; what is learned is replaced by each round. For the thread that watches.
 */
final class Federation {

    private static final int PARTIES = 3;
    private static final int STEPS = 12;
    private static final double CLIP = 5;

    private final Executor executor;
    private CompletableFuture<Round> running = CompletableFuture.completedFuture(null);
    private Instant due = Instant.MIN;

    Federation(Executor executor) {
        this.executor = executor;
    }

    /** One area's part: its contributors' speeds never leave it. */
    private record District(ThingId area, List<ThingId> contributors, List<double[]> speeds) {}

    /** What an area sent in a round. */
    record Sent(String round, Instant at, List<ThingId> contributors, int numbers, String digest) {}

    /** What came of a round. */
    private record Round(Sights.Together learned, Map<ThingId, Sent> sent) {}

    /** Takes what was learned, and begins a round when it is time. */
    void look(Collection<Area> areas, Sights sights, Instant now) {
        if (!running.isDone()) {
            return;
        }
        take(areas, sights);
        if (due.isAfter(now)) {
            return;
        }
        Map<String, List<Area>> names = new TreeMap<>();
        areas.stream().filter(area -> !area.rules().learning().with().isEmpty()).forEach(area -> names.computeIfAbsent(
                        area.rules().learning().with(), any -> new ArrayList<>())
                .add(area));
        names.entrySet().stream().findFirst().ifPresent(entry -> begin(entry.getKey(), entry.getValue(), now));
    }

    private void take(Collection<Area> areas, Sights sights) {
        try {
            Optional.ofNullable(running.join()).ifPresent(round -> {
                sights.learned(round.learned());
                areas.forEach(area -> Optional.ofNullable(round.sent().get(area.id()))
                        .ifPresent(sent -> area.share(page(area, sent))));
            });
        } catch (CompletionException e) {
            String why = e.getCause().getMessage();
            areas.forEach(area -> area.share(Json.object().put("state", "The last round failed: " + why)));
        }
        running = CompletableFuture.completedFuture(null);
    }

    private static ObjectNode page(Area area, Sent sent) {
        ObjectNode page = Json.object()
                .put("with", area.rules().learning().with())
                .put("round", sent.round())
                .put("at", sent.at().toString())
                .put("sent", sent.numbers() + " masked numbers, no speed")
                .put("sha256", sent.digest());
        sent.contributors().forEach(id -> page.withArray("contributors").add(id.toString()));
        return page;
    }

    private void begin(String name, List<Area> areas, Instant now) {
        long to = Course.step(now);
        List<District> districts = areas.stream()
                .map(area -> district(area, to))
                .filter(district -> !district.contributors().isEmpty())
                .toList();
        if (districts.size() < PARTIES) {
            String why = districts.size() + " areas have segments that share two days of speeds under '" + name + "'; "
                    + PARTIES + " are needed, or one could be told from the sum.";
            areas.forEach(area -> area.share(Json.object().put("state", why)));
            due = now.plusSeconds(300);
            return;
        }
        String round = name + ' ' + now;
        try {
            running = CompletableFuture.supplyAsync(() -> round(round, districts, now), executor);
            due = now.plus(areas.get(0).rules().learning().every());
        } catch (RejectedExecutionException e) {
            due = now.plusSeconds(60);
        }
    }

    private static District district(Area area, long to) {
        long needed = area.rules().learning().needed().toMinutes() / Outlook.MINUTES;
        List<Segment> willing = area.segments().stream()
                .filter(segment -> segment.spec().shares())
                .filter(segment -> to - segment.course().first(to) >= needed)
                .toList();
        List<double[]> speeds = new ArrayList<>();
        for (Segment segment : willing) {
            double[][] rows = Learning.rows(List.of(segment), to - needed, to);
            speeds.add(Arrays.stream(rows).mapToDouble(row -> row[0]).toArray());
        }
        return new District(area.id(), willing.stream().map(Segment::id).toList(), speeds);
    }

    private static Round round(String round, List<District> districts, Instant now) {
        List<Party> parties = new ArrayList<>();
        Map<String, byte[]> keys = new HashMap<>();
        districts.forEach(district -> {
            Party party = new Party(district.area().toString());
            parties.add(party);
            keys.put(party.name(), party.publicKey());
        });
        double fastest = 250;
        List<long[]> scales = new ArrayList<>();
        for (int i = 0; i < parties.size(); i++) {
            double[] sums = Lesson.scaleSums(districts.get(i).speeds(), fastest);
            scales.add(parties.get(i).masked(round + " scale", sums, neighbours(parties.get(i), keys)));
        }
        Lesson lesson = Lesson.scaled(STEPS, STEPS, Party.sum(scales), CLIP);
        List<long[]> sent = new ArrayList<>();
        Map<ThingId, Sent> told = new HashMap<>();
        for (int i = 0; i < parties.size(); i++) {
            District district = districts.get(i);
            double[] sums = lesson.sums(district.speeds(), Lesson.mean(district.speeds()));
            long[] masked = parties.get(i).masked(round + " lesson", sums, neighbours(parties.get(i), keys));
            sent.add(masked);
            told.put(district.area(), new Sent(round, now, district.contributors(), masked.length, digest(masked)));
        }
        return new Round(new Sights.Together(lesson, lesson.learned(Party.sum(sent))), told);
    }

    private static Map<String, byte[]> neighbours(Party party, Map<String, byte[]> keys) {
        Map<String, byte[]> others = new HashMap<>();
        Party.neighbours(party.name(), keys.keySet()).forEach(name -> others.put(name, keys.get(name)));
        return others;
    }

    private static String digest(long... masked) {
        ByteBuffer bytes = ByteBuffer.allocate(masked.length * Long.BYTES);
        bytes.asLongBuffer().put(masked);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
