// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.borough.routing.Problem;
import org.borough.routing.Stop;
import org.borough.routing.Vehicle;
import org.borough.routing.Window;

/** A capacitated vehicle routing problem in the layout of CVRPLIB, with distances in the plane rounded to integers. */
final class VrpFile {

    private static final String SECTION = "_SECTION";

    private final Path file;
    private final Map<String, String> head = new HashMap<>();
    private final Map<String, List<double[]>> sections = new HashMap<>();

    private VrpFile(Path file, List<String> lines) {
        this.file = file;
        Iterator<String> rest = lines.stream().map(String::strip).iterator();
        List<double[]> section = List.of();
        while (rest.hasNext()) {
            String line = rest.next();
            if (line.endsWith(SECTION)) {
                section = new ArrayList<>();
                sections.put(line, section);
            } else if (line.contains(":")) {
                head.put(
                        line.substring(0, line.indexOf(':')).strip(),
                        line.substring(line.indexOf(':') + 1).strip());
            } else if (!line.isEmpty() && !"EOF".equals(line)) {
                section.add(numbers(line));
            }
        }
    }

    static Problem read(Path file) {
        try {
            return new VrpFile(file, Files.readAllLines(file)).problem();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    private double[] numbers(String line) {
        try {
            return Arrays.stream(line.split("\\s+"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException failure) {
            throw wrong("cannot read the line \"" + line + "\"");
        }
    }

    private Problem problem() {
        need("EDGE_WEIGHT_TYPE", "EUC_2D");
        need("TYPE", "CVRP");
        if (head.containsKey("DISTANCE") || head.containsKey("SERVICE_TIME")) {
            throw wrong("tours limited by DISTANCE or SERVICE_TIME are not supported");
        }
        int size = (int) number("DIMENSION");
        int capacity = (int) number("CAPACITY");
        double[][] places = section("NODE_COORD" + SECTION, size, 3);
        double[][] demands = section("DEMAND" + SECTION, size, 2);
        int depot = depot(size);
        List<Stop> stops = new ArrayList<>();
        for (int node = 0; node < size; node++) {
            if (node != depot) {
                stops.add(stop(node, (int) demands[node][1], capacity));
            }
        }
        Vehicle vehicle = new Vehicle(depot, depot, capacity, Window.ALWAYS, 0);
        return new Problem(
                distances(places),
                Optional.empty(),
                stops,
                Collections.nCopies(Math.max(1, stops.size()), vehicle),
                List.of());
    }

    private Stop stop(int node, int demand, int capacity) {
        if (demand < 0 || demand > capacity) {
            throw wrong("node " + (node + 1) + " asks for " + demand + ", a vehicle holds 0 to " + capacity);
        }
        return new Stop(node, demand);
    }

    private int depot(int size) {
        List<double[]> depots = sections.getOrDefault("DEPOT" + SECTION, List.of());
        if (depots.size() != 2 || depots.get(0)[0] < 1 || depots.get(0)[0] > size) {
            throw wrong("one depot among the nodes is needed in DEPOT_SECTION, ended by -1");
        }
        return (int) depots.get(0)[0] - 1;
    }

    /** Rows in the order of their numbers. */
    private double[][] section(String name, int size, int width) {
        double[][] rows = new double[size][];
        for (double[] row : sections.getOrDefault(name, List.of())) {
            if (row.length != width || row[0] < 1 || row[0] > size) {
                throw wrong("a line of " + name + " needs " + width + " numbers, the first from 1 to " + size);
            }
            rows[(int) row[0] - 1] = row;
        }
        if (IntStream.range(0, size).anyMatch(i -> rows[i] == null)) {
            throw wrong(name + " does not have all " + size + " nodes");
        }
        return rows;
    }

    private static int[][] distances(double[][] places) {
        return IntStream.range(0, places.length)
                .mapToObj(a -> IntStream.range(0, places.length)
                        .map(b ->
                                (int) Math.round(Math.hypot(places[a][1] - places[b][1], places[a][2] - places[b][2])))
                        .toArray())
                .toArray(int[][]::new);
    }

    private void need(String name, String value) {
        String found = head.getOrDefault(name, "nothing");
        if (!value.equals(found)) {
            throw wrong(name + " must be " + value + ", but is " + found);
        }
    }

    private double number(String name) {
        double[] numbers = numbers(head.getOrDefault(name, "?"));
        if (numbers.length != 1 || numbers[0] < 1) {
            throw wrong(name + " must be a number above 0");
        }
        return numbers[0];
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(file + ": " + what + ".");
    }
}
