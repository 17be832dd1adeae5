// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.borough.traffic.federated.Lesson;

/**
 * Sensors in districts, by the order of the file, and those of them whose owners take part.
 *
 * @param sensors all sensors of each district
 * @param willing the columns of those who take part, district by district; may be none in some
 * @param means what each district's own sensors measured on average, which stays in the district
 */
record Districts(List<List<Integer>> sensors, List<List<double[]>> willing, List<double[]> means) {

    static Districts of(SpeedFile file, int districts, double optIn) {
        int count = file.sensors().size();
        int wanted = Math.max(1, (int) Math.round(count * optIn));
        // Who takes part is drawn by a hash of the name: the same on every run, whatever the order of the file.
        Set<String> chosen = file.sensors().stream()
                .sorted(Comparator.comparingLong(Districts::lot))
                .limit(wanted)
                .collect(Collectors.toCollection(HashSet::new));
        List<List<Integer>> sensors = new ArrayList<>();
        List<List<double[]>> willing = new ArrayList<>();
        List<double[]> means = new ArrayList<>();
        for (int district = 0; district < districts; district++) {
            List<Integer> own = IntStream.range(district * count / districts, (district + 1) * count / districts)
                    .boxed()
                    .toList();
            sensors.add(own);
            willing.add(own.stream()
                    .filter(sensor -> chosen.contains(file.sensors().get(sensor)))
                    .map(file::column)
                    .toList());
            means.add(Lesson.mean(own.stream().map(file::column).toList()));
        }
        return new Districts(sensors, willing, means);
    }

    private static long lot(String name) {
        long hash = 1125899906842597L;
        for (char letter : name.toCharArray()) {
            hash = 31 * hash + letter;
        }
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        return hash ^ hash >>> 33;
    }

    int count() {
        return (int) willing.stream().filter(some -> !some.isEmpty()).count();
    }

    int contributors() {
        return willing.stream().mapToInt(List::size).sum();
    }
}
