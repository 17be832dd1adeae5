// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

import java.util.Arrays;

/** The order of stops of one vehicle while a search changes it. Not for several threads. */
final class Route {

    final int vehicle;
    private final Network network;
    private int[] stops = new int[16];
    /** What it costs to come to each stop from the one before; the last one is the way home. */
    private int[] legs = new int[17];

    private int size;
    private int load;
    private long cost;

    Route(Network network, int vehicle) {
        this.network = network;
        this.vehicle = vehicle;
        legs[0] = network.from[start()][end()];
    }

    private Route(Route other) {
        network = other.network;
        vehicle = other.vehicle;
        stops = other.stops.clone();
        legs = other.legs.clone();
        size = other.size;
        load = other.load;
        cost = other.cost;
    }

    Route copy() {
        return new Route(this);
    }

    /** Becomes what the other one is. */
    void become(Route other) {
        size = other.size;
        load = other.load;
        cost = other.cost;
        grow();
        System.arraycopy(other.stops, 0, stops, 0, size);
        System.arraycopy(other.legs, 0, legs, 0, size + 1);
    }

    private void grow() {
        if (stops.length < size + 1) {
            stops = Arrays.copyOf(stops, 2 * size + 1);
            legs = Arrays.copyOf(legs, stops.length + 1);
        }
    }

    int start() {
        return network.starts[vehicle];
    }

    int end() {
        return network.ends[vehicle];
    }

    int size() {
        return size;
    }

    int load() {
        return load;
    }

    /** What the way costs, without tips. */
    long cost() {
        return cost;
    }

    int stop(int position) {
        return stops[position];
    }

    int positionOf(int stop) {
        int position = 0;
        while (stops[position] != stop) {
            position++;
        }
        return position;
    }

    private int node(int position) {
        return position < 0 ? start() : position < size ? stops[position] : end();
    }

    /** The array that holds the stops, of which {@link #size()} count; to be read only. */
    int[] stops() {
        return stops;
    }

    /** The array of the legs' costs, of which one more than stops counts; to be read only. */
    int[] legs() {
        return legs;
    }

    void insert(int stop, int position) {
        size++;
        grow();
        System.arraycopy(stops, position, stops, position + 1, size - 1 - position);
        System.arraycopy(legs, position + 1, legs, position + 2, size - 1 - position);
        int old = size == 1 ? 0 : legs[position];
        stops[position] = stop;
        legs[position] = network.from[node(position - 1)][stop];
        legs[position + 1] = network.from[stop][node(position + 1)];
        cost += (long) legs[position] + legs[position + 1] - old + opening(1);
        load += network.demand[stop];
    }

    /** Takes out so many stops from a position on. */
    void remove(int position, int count) {
        long gone = 0;
        for (int i = position; i <= position + count; i++) {
            gone += legs[i];
        }
        for (int i = position; i < position + count; i++) {
            load -= network.demand[stops[i]];
        }
        System.arraycopy(stops, position + count, stops, position, size - position - count);
        System.arraycopy(legs, position + count, legs, position, size + 1 - position - count);
        size -= count;
        legs[position] = network.from[node(position - 1)][node(position)];
        cost += (size == 0 ? 0 : legs[position]) - gone - opening(0);
    }

    /** What using the vehicle at all costs, when it has just so many stops. */
    private int opening(int stopsLeft) {
        return size == stopsLeft ? network.problem.vehicles().get(vehicle).fixedCost() : 0;
    }
}
