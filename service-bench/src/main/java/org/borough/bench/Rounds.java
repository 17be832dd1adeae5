// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.borough.learning.LinearMap;
import org.borough.traffic.federated.Lesson;
import org.borough.traffic.federated.Party;

/** Learns from the same samples in the open and in secret, and measures what the secret costs. */
record Rounds(Districts districts, double noise) {

    private static final int STEPS = 12;
    private static final double CLIP = 5;
    private static final double UNCLIPPED = 1e6;
    private static final double FASTEST = 250;
    private static final int REPEATED = 15;
    private static final int WARM = 6;

    /** What was learned. */
    record Learned(Lesson lesson, LinearMap map) {}

    /** Everything in one place. */
    Learned central() {
        double[] scale = new double[3];
        districts.willing().forEach(own -> add(scale, Lesson.scaleSums(own, FASTEST)));
        Lesson lesson = Lesson.scaled(STEPS, STEPS, scale, UNCLIPPED);
        double[] sums = new double[lesson.numbers()];
        for (int i = 0; i < districts.willing().size(); i++) {
            add(sums, lesson.sums(districts.willing().get(i), districts.means().get(i)));
        }
        return new Learned(lesson, lesson.learned(sums));
    }

    private static void add(double[] sums, double[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }

    /** Each district gives masked sums only: first of what the scale comes from, then of the lesson. */
    Learned federated() {
        List<Party> parties = new ArrayList<>();
        Map<String, byte[]> keys = new HashMap<>();
        for (int i = 0; i < districts.willing().size(); i++) {
            Party party = new Party("district-" + i);
            parties.add(party);
            keys.put(party.name(), party.publicKey());
        }
        List<long[]> scales = new ArrayList<>();
        for (int i = 0; i < parties.size(); i++) {
            double[] own = Lesson.scaleSums(districts.willing().get(i), FASTEST);
            scales.add(parties.get(i).masked("scale", own, others(parties.get(i), keys)));
        }
        Lesson lesson = Lesson.scaled(STEPS, STEPS, Party.sum(scales), CLIP);
        Random random = new Random(1);
        List<long[]> sent = new ArrayList<>();
        for (int i = 0; i < parties.size(); i++) {
            double[] own =
                    lesson.sums(districts.willing().get(i), districts.means().get(i));
            double[] told = noise > 0 ? Lesson.noisy(own, noise, random) : own;
            sent.add(parties.get(i).masked("lesson", told, others(parties.get(i), keys)));
        }
        return new Learned(lesson, lesson.learned(Party.sum(sent)));
    }

    private static Map<String, byte[]> others(Party party, Map<String, byte[]> keys) {
        Map<String, byte[]> others = new HashMap<>();
        Party.neighbours(party.name(), keys.keySet()).forEach(name -> others.put(name, keys.get(name)));
        return others;
    }

    /** How much more processor time the secret takes than the same learning in the open; the middle of several runs. */
    double overheadPercent() {
        double[] ratios = new double[REPEATED];
        for (int run = -WARM; run < REPEATED; run++) {
            // Either is first as often: other work on the machine and a compiler that still learns weigh on both alike.
            boolean openFirst = run % 2 == 0;
            double first = seconds(openFirst ? this::central : this::federated);
            double second = seconds(openFirst ? this::federated : this::central);
            double open = openFirst ? first : second;
            double secret = openFirst ? second : first;
            if (run >= 0) {
                ratios[run] = secret / open;
            }
        }
        Arrays.sort(ratios);
        return 100 * (ratios[REPEATED / 2] - 1);
    }

    private static double seconds(Supplier<Learned> work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        Learned learned = work.get();
        long ended = threads.getCurrentThreadCpuTime();
        if (learned.map() == null) {
            throw new IllegalStateException("nothing was learned");
        }
        return Math.max(1, ended - begun) / 1e9;
    }
}
