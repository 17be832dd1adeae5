// SPDX-License-Identifier: EPL-2.0
package org.borough.routing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan while it is changed: routes in use, vehicles that are free, stops that wait; the last change can be undone. */
final class State {

    private final Network network;
    private final List<Route> routes = new ArrayList<>();
    private final Route[] routeOf;
    /** Free vehicles of each kind. */
    private final List<Deque<Integer>> free;

    private final int[] kindOf;
    private final int[] waiting;
    private int waitingCount;

    private final List<Route> touched = new ArrayList<>();
    private final List<Route> before = new ArrayList<>();
    private int[] waitingBefore = new int[0];
    private int routesBefore;

    State(Network network) {
        this.network = network;
        routeOf = new Route[network.stops];
        waiting = new int[network.stops];
        Arrays.setAll(waiting, i -> i);
        waitingCount = network.stops;
        Map<Vehicle, Deque<Integer>> kinds = new LinkedHashMap<>();
        List<Vehicle> vehicles = network.problem.vehicles();
        for (int i = 0; i < vehicles.size(); i++) {
            kinds.computeIfAbsent(vehicles.get(i), kind -> new ArrayDeque<>()).addLast(i);
        }
        free = List.copyOf(kinds.values());
        List<Vehicle> order = List.copyOf(kinds.keySet());
        kindOf = vehicles.stream().mapToInt(order::indexOf).toArray();
    }

    List<Route> routes() {
        return routes;
    }

    /** The route of a stop; null while the stop waits. */
    Route routeOf(int stop) {
        return routeOf[stop];
    }

    /** Stops that are in no route: the first {@link #waitingCount()} of these. */
    int[] waiting() {
        return waiting;
    }

    int waitingCount() {
        return waitingCount;
    }

    /** One free vehicle of each kind. */
    List<Integer> freeVehicles() {
        List<Integer> first = new ArrayList<>(free.size());
        for (Deque<Integer> kind : free) {
            if (!kind.isEmpty()) {
                first.add(kind.peekFirst());
            }
        }
        return first;
    }

    /** Remembers what is now. */
    void begin() {
        touched.clear();
        before.clear();
        routesBefore = routes.size();
        waitingBefore = Arrays.copyOf(waiting, waitingCount);
    }

    private void touch(Route route) {
        if (!touched.contains(route)) {
            touched.add(route);
            before.add(route.copy());
        }
    }

    /** Puts stops of a route among the waiting ones. */
    void takeOut(Route route, int position, int count) {
        touch(route);
        for (int i = position; i < position + count; i++) {
            int stop = route.stop(i);
            routeOf[stop] = null;
            waiting[waitingCount++] = stop;
        }
        route.remove(position, count);
    }

    Route open(int vehicle) {
        free.get(kindOf[vehicle]).remove(vehicle);
        Route route = new Route(network, vehicle);
        touched.add(route);
        before.add(route.copy());
        routes.add(route);
        return route;
    }

    /** Puts a stop into a route; the caller takes it from the waiting ones by {@link #keepWaiting}. */
    void putIn(int stop, Route route, int position) {
        touch(route);
        route.insert(stop, position);
        routeOf[stop] = route;
    }

    /** These still wait, and no other. */
    void keepWaiting(int[] stops, int count) {
        System.arraycopy(stops, 0, waiting, 0, count);
        waitingCount = count;
    }

    /** Makes the change stay; vehicles whose routes became empty are free again. */
    void accept() {
        for (Route route : touched) {
            if (route.size() == 0 && routes.remove(route)) {
                free.get(kindOf[route.vehicle]).addFirst(route.vehicle);
            }
        }
    }

    /** Goes back to what was at {@link #begin()}. */
    void undo() {
        while (routes.size() > routesBefore) {
            Route opened = routes.remove(routes.size() - 1);
            free.get(kindOf[opened.vehicle]).addFirst(opened.vehicle);
        }
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).become(before.get(i));
        }
        for (Route route : touched) {
            for (int i = 0; i < route.size(); i++) {
                routeOf[route.stop(i)] = route;
            }
        }
        keepWaiting(waitingBefore, waitingBefore.length);
        for (int stop : waitingBefore) {
            routeOf[stop] = null;
        }
    }

    /** Copies of the routes in use. */
    List<Route> snapshot() {
        return routes.stream()
                .filter(route -> route.size() > 0)
                .map(Route::copy)
                .toList();
    }
}
