// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds in the log that RocksDB begins anew at every opening what it had to drop from a damaged store. */
final class CutTail {

    private CutTail() {}

    static List<String> reported(Path folder) throws IOException {
        Path log = folder.resolve("LOG");
        if (!Files.exists(log)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("dropping "))
                    .map(line -> line.substring(line.indexOf("dropping ")))
                    .toList();
        }
    }
}
