// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.borough.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {

    private static final int BEFORE_THE_KILL = 3000;

    @TempDir
    private Path directory;

    @Test
    void a_kill_at_any_instant_loses_nothing_acknowledged() throws IOException, InterruptedException {
        List<String> acknowledged = acknowledgedBeforeKill();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(BEFORE_THE_KILL);
        RocksStores stores = new RocksStores(directory, folder -> repairing -> "", health -> () -> {});
        try (Store store = stores.open("killed")) {
            assertThat(acknowledged)
                    .allMatch(number -> store.get(number.getBytes(UTF_8)).isPresent());
        }
    }

    private List<String> acknowledgedBeforeKill() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader lines = writer.inputReader()) {
            String line = lines.readLine();
            while (line != null) {
                acknowledged.add(line);
                if (acknowledged.size() == BEFORE_THE_KILL + 1) {
                    writer.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        }
        writer.waitFor();
        // A kill may cut the last line short.
        return acknowledged.subList(0, acknowledged.size() - 1);
    }
}
