// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

import java.util.SplittableRandom;

/** Puts waiting stops back, one after the other, each where it costs least, now and then overlooking a place. */
final class Recreate {

    private static final int ONE_OF = 100;
    /** How many of a route's cheapest places are driven in thought where more than room counts. */
    private static final int TRIED = 4;

    private final Network network;
    private final SplittableRandom random;
    private final Timetable timetable;
    private final boolean plain;
    private final int[] order;
    private final double[] keys;
    private final Best best = new Best();
    private int untilBlink = 1;

    Recreate(Network network, SplittableRandom random, Timetable timetable) {
        this.network = network;
        this.random = random;
        this.timetable = timetable;
        plain = network.problem.plain();
        order = new int[network.stops];
        keys = new double[network.stops];
    }

    void apply(State state) {
        int count = state.waitingCount();
        System.arraycopy(state.waiting(), 0, order, 0, count);
        sort(count);
        int left = 0;
        for (int i = 0; i < count; i++) {
            int stop = order[i];
            if (!place(state, stop)) {
                order[left++] = stop;
            }
        }
        state.keepWaiting(order, left);
    }

    private boolean place(State state, int stop) {
        best.clear();
        for (Route route : state.routes()) {
            if (plain) {
                scan(route, stop);
            } else {
                scanTimed(route, stop);
            }
        }
        Integer opened = best.route != null && plain ? null : cheapestFree(state, stop);
        if (opened != null) {
            state.putIn(stop, state.open(opened), 0);
        } else if (best.route != null && best.extra <= worth(stop)) {
            state.putIn(stop, best.route, best.position);
        } else {
            return false;
        }
        return true;
    }

    private int worth(int stop) {
        return network.problem.stops().get(stop).worth();
    }

    /** A free vehicle that takes the stop for less than the best place found and its worth, or null. */
    private Integer cheapestFree(State state, int stop) {
        Integer found = null;
        long least = Math.min(best.extra, worth(stop));
        for (int vehicle : state.freeVehicles()) {
            long price = price(vehicle, stop);
            if (price < least) {
                least = price;
                found = vehicle;
            }
        }
        return found;
    }

    private long price(int vehicle, int stop) {
        if (!plain) {
            return timetable.price(vehicle, order, 0, stop, 0);
        }
        Vehicle kind = network.problem.vehicles().get(vehicle);
        return network.demand[stop] > kind.capacity()
                ? Timetable.NEVER
                : (long) network.from[network.starts[vehicle]][stop]
                        + network.from[stop][network.ends[vehicle]]
                        + kind.fixedCost();
    }

    private void scan(Route route, int stop) {
        if (route.load() + network.demand[stop]
                > network.problem.vehicles().get(route.vehicle).capacity()) {
            return;
        }
        int[] in = network.to[stop];
        int[] out = network.from[stop];
        int[] stops = route.stops();
        int[] legs = route.legs();
        int size = route.size();
        int previous = route.start();
        long least = best.extra;
        int at = -1;
        for (int i = 0; i <= size; i++) {
            int next = i < size ? stops[i] : route.end();
            int extra = in[previous] + out[next] - legs[i];
            previous = next;
            if (--untilBlink == 0) {
                untilBlink = blink();
            } else if (extra < least) {
                least = extra;
                at = i;
            }
        }
        if (at >= 0) {
            best.take(route, at, least);
        }
    }

    /** Finds the places that look cheapest and drives them in thought; when none can be driven, all others. */
    private void scanTimed(Route route, int stop) {
        int places = route.size() + 1;
        double[] extra = new double[places];
        int previous = route.start();
        for (int i = 0; i < places; i++) {
            int next = i < route.size() ? route.stop(i) : route.end();
            extra[i] = network.to[stop][previous] + network.from[stop][next] - (double) route.legs()[i];
            previous = next;
            if (--untilBlink == 0) {
                untilBlink = blink();
                extra[i] = Double.POSITIVE_INFINITY;
            }
        }
        long now = timetable.price(route.vehicle, route.stops(), route.size());
        boolean found = false;
        for (int tried = 0; tried < places && !(found && tried >= TRIED); tried++) {
            int place = least(extra);
            if (extra[place] == Double.POSITIVE_INFINITY) {
                return;
            }
            extra[place] = Double.POSITIVE_INFINITY;
            long price = timetable.price(route.vehicle, route.stops(), route.size(), stop, place);
            if (price != Timetable.NEVER) {
                found = true;
                best.offer(route, place, price - now);
            }
        }
    }

    private static int least(double[] values) {
        int least = 0;
        for (int i = 1; i < values.length; i++) {
            least = values[i] < values[least] ? i : least;
        }
        return least;
    }

    /** When the next place is overlooked: each one in a hundred, drawn at once for the whole stretch. */
    private int blink() {
        return 1 + (int) (Math.log(1 - random.nextDouble()) / Math.log(1 - 1.0 / ONE_OF));
    }

    private void sort(int count) {
        int way = random.nextInt(11);
        int start = network.starts[0];
        for (int i = 0; i < count; i++) {
            int stop = order[i];
            keys[stop] = way < 4
                    ? random.nextDouble()
                    : way < 8
                            ? -network.demand[stop]
                            : way < 10 ? -network.from[start][stop] : network.from[start][stop];
        }
        for (int i = 1; i < count; i++) {
            int stop = order[i];
            int j = i - 1;
            while (j >= 0 && keys[order[j]] > keys[stop]) {
                order[j + 1] = order[j];
                j--;
            }
            order[j + 1] = stop;
        }
    }

    /** The best place so far. */
    private static final class Best {

        private Route route;
        private int position;
        private long extra;

        void clear() {
            route = null;
            extra = Timetable.NEVER;
        }

        void offer(Route candidate, int place, long price) {
            if (price < extra) {
                take(candidate, place, price);
            }
        }

        void take(Route candidate, int place, long price) {
            route = candidate;
            position = place;
            extra = price;
        }
    }
}
