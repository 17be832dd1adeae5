// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import java.nio.file.Path;

/** The free space of a disk, and the part of it that is kept free so that what is written can still be tidied. */
@FunctionalInterface
interface Room {

    /** What a store needs to become whole after a failed write: its whole log, once more, as tables. */
    long REPAIR_BYTES = 64L << 20;

    /**
     * What is missing to the reserve, in a sentence; empty when there is room.
     *
     * @param repairing whether the store must become whole first
     */
    String shortage(boolean repairing);

    /** The room on the disk of a folder. */
    static Room of(Path folder, long minimumBytes) {
        return repairing -> {
            long needed = repairing ? Math.max(minimumBytes, REPAIR_BYTES) : minimumBytes;
            long free = freeBytes(folder);
            return free >= needed
                    ? ""
                    : "only " + (free >> 20) + " MB are free at " + folder + ", it needs " + (needed >> 20)
                            + " MB; make room on that disk";
        };
    }

    /** Asked before every group: one call to the system, where a {@link java.nio.file.FileStore} reads all mounts. */
    private static long freeBytes(Path folder) {
        return folder.toFile().getUsableSpace();
    }
}
