// SPDX-License-Identifier: EPL-2.0
package org.borough.waste.streets;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.borough.twin.Place;
import org.borough.waste.rules.WasteRules.Slow;

/**
 * Streets that trucks may use, as a graph; one-way streets lead one way. Only the part counts in which every crossing can
 * be reached from every other: a truck must come home again. Turn restrictions are not looked at.
 *
 * <p>Immutable; callable from any thread.
 */
public final class Streets {

    /** Farther from a street than this, a container cannot be emptied from it. */
    public static final double REACH_METRES = 120;

    private static final int SEEDS = 40;

    private final Place[] places;
    private final int[] first;
    private final int[] heads;
    private final float[] metres;
    private final float[] seconds;
    private final BitSet connected;

    Streets(Place[] places, int[] first, int[] heads, float[] metres, float[] seconds) {
        this.places = places;
        this.first = first;
        this.heads = heads;
        this.metres = metres;
        this.seconds = seconds;
        connected = largestConnected();
    }

    private Streets(Streets as, float[] seconds) {
        this.places = as.places;
        this.first = as.first;
        this.heads = as.heads;
        this.metres = as.metres;
        this.seconds = seconds;
        this.connected = as.connected;
    }

    /** The same streets with more time for what lies in slow places: the quickest ways may lead around them. */
    public Streets slowed(List<Slow> slow) {
        if (slow.isEmpty()) {
            return this;
        }
        float[] slower = seconds.clone();
        for (int node = 0; node < places.length; node++) {
            for (int edge = first[node]; edge < first[node + 1]; edge++) {
                slower[edge] *= (float) Slow.on(slow, places[node], places[heads[edge]]);
            }
        }
        return new Streets(this, slower);
    }

    /** How far and how long it is, both rounded up to whole units; -1 where no way leads. */
    public record Ways(int[][] metres, int[][] seconds) {}

    /** How many crossings and bends there are, and how many of them a truck can reach and come home from. */
    public record Size(int nodes, int connected) {}

    /** How large it is. */
    public Size size() {
        return new Size(places.length, connected.cardinality());
    }

    /** The nearest reachable node within {@link #REACH_METRES}. */
    public Optional<Integer> near(Place place) {
        int best = -1;
        double least = REACH_METRES;
        for (int node = connected.nextSetBit(0); node >= 0; node = connected.nextSetBit(node + 1)) {
            double distance = roughMetres(place, places[node]);
            if (distance < least) {
                least = distance;
                best = node;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(best);
    }

    /** The ways between nodes that {@link #near} gave. */
    public Ways between(int[] nodes) {
        int[][] far = new int[nodes.length][];
        int[][] late = new int[nodes.length][];
        for (int i = 0; i < nodes.length; i++) {
            Search search = new Search(nodes[i], nodes);
            far[i] = Arrays.stream(nodes)
                    .map(node -> (int) Math.ceil(search.far[node]))
                    .toArray();
            late[i] = Arrays.stream(nodes)
                    .map(node -> (int) Math.ceil(search.late[node]))
                    .toArray();
        }
        return new Ways(far, late);
    }

    private static double roughMetres(Place a, Place b) {
        double north = (a.latitude() - b.latitude()) * 111_195;
        double east = (a.longitude() - b.longitude()) * 111_195 * Math.cos(Math.toRadians(a.latitude()));
        return Math.hypot(north, east);
    }

    /** The largest of the parts around some nodes in which everything reaches everything. */
    private BitSet largestConnected() {
        int[][] back = backwards();
        BitSet best = new BitSet();
        BitSet seen = new BitSet();
        for (int seed = 0; seed < SEEDS && places.length > 0; seed++) {
            int node = seen.nextClearBit((int) ((long) seed * places.length / SEEDS));
            if (node < places.length) {
                BitSet part = reached(node, first, heads);
                part.and(reached(node, back[0], back[1]));
                seen.or(part);
                best = part.cardinality() > best.cardinality() ? part : best;
            }
        }
        return best;
    }

    private int[][] backwards() {
        int[] starts = new int[places.length + 1];
        for (int head : heads) {
            starts[head + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        int[] tails = new int[heads.length];
        for (int node = 0; node < places.length; node++) {
            for (int edge = first[node]; edge < first[node + 1]; edge++) {
                tails[next[heads[edge]]++] = node;
            }
        }
        return new int[][] {starts, tails};
    }

    private static BitSet reached(int start, int[] first, int[] heads) {
        BitSet reached = new BitSet();
        int[] stack = new int[first.length];
        int top = 0;
        stack[top++] = start;
        reached.set(start);
        while (top > 0) {
            int node = stack[--top];
            for (int edge = first[node]; edge < first[node + 1]; edge++) {
                if (!reached.get(heads[edge])) {
                    reached.set(heads[edge]);
                    stack[top++] = heads[edge];
                }
            }
        }
        return reached;
    }

    /** The quickest ways from one node (Dijkstra), until all that are asked for are known. */
    private final class Search {

        private final float[] late = new float[places.length];
        private final float[] far = new float[places.length];

        Search(int start, int[] wanted) {
            Arrays.fill(late, Float.MAX_VALUE);
            Arrays.fill(far, -1);
            BitSet open = new BitSet();
            Arrays.stream(wanted).forEach(open::set);
            late[start] = 0;
            far[start] = 0;
            PriorityQueue<Reached> queue = new PriorityQueue<>();
            queue.add(new Reached(start, 0));
            while (!queue.isEmpty() && !open.isEmpty()) {
                Reached next = queue.poll();
                if (next.seconds <= late[next.node]) {
                    open.clear(next.node);
                    relax(next.node, queue);
                }
            }
        }

        private void relax(int node, PriorityQueue<Reached> queue) {
            for (int edge = first[node]; edge < first[node + 1]; edge++) {
                float then = late[node] + seconds[edge];
                int head = heads[edge];
                if (then < late[head]) {
                    late[head] = then;
                    far[head] = far[node] + metres[edge];
                    queue.add(new Reached(head, then));
                }
            }
        }
    }

    private record Reached(int node, float seconds) implements Comparable<Reached> {

        @Override
        public int compareTo(Reached other) {
            return Float.compare(seconds, other.seconds);
        }
    }
}
