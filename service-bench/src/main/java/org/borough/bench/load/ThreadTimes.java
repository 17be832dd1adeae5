// SPDX-License-Identifier: EPL-2.0
package org.borough.bench.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/** Processor time of threads by their names; those that ended between two looks count as they were at the first. */
final class ThreadTimes {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<String, Map<Long, Long>> nanos = new HashMap<>();

    void look() {
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            long time = thread == null ? -1 : threads.getThreadCpuTime(thread.getThreadId());
            if (time >= 0) {
                nanos.computeIfAbsent(thread.getThreadName(), any -> new HashMap<>())
                        .put(thread.getThreadId(), time);
            }
        }
    }

    /** Of all threads of a name, up to the last look. */
    double seconds(String name) {
        return nanos.getOrDefault(name, Map.of()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                / 1e9;
    }
}
