// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.hono;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.borough.thing.BoroughException;

/**
 * The name of this node: in the correlation ids of its commands, so that it knows the answers to them, and in the name of
 * the group by which it reads answers, so that it goes on where it stopped.
 */
final class NodeId {

    private NodeId() {}

    static String of(String configured, Optional<Path> dataFolder) {
        if (!configured.isBlank()) {
            return configured.strip();
        }
        String fresh = UUID.randomUUID().toString().replace("-", "").substring(0, 8);
        return dataFolder
                .map(folder -> kept(folder.resolve("connect-hono").resolve("node-id"), fresh))
                .orElse(fresh);
    }

    private static String kept(Path file, String fresh) {
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            Files.createDirectories(file.getParent());
            Files.writeString(file, fresh);
            return fresh;
        } catch (IOException e) {
            throw new BoroughException("The name of this node cannot be kept in " + file + ": " + e
                    + ". Make the folder writable, or configure nodeId.");
        }
    }
}
