// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.borough.store.StoreFailedException;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Loads RocksDB's native part.
 *
 * <p>A JVM loads a native file for one class loader only, and an updated bundle has a new class loader. So the file is
 * unpacked under a fresh name each time, and deleted again once it is mapped: a killed process leaves nothing behind.
 */
final class NativeLibrary {

    private NativeLibrary() {}

    static void load(Path directory) {
        String name = Environment.getJniLibraryFileName("rocksdb");
        try (InputStream library = RocksDB.class.getClassLoader().getResourceAsStream(name)) {
            if (library == null) {
                throw new StoreFailedException(
                        "This build has no native store for " + System.getProperty("os.name") + " on "
                                + System.getProperty("os.arch") + " (" + name
                                + "); run it on Linux with glibc, x86_64 or aarch64.",
                        null);
            }
            loadFrom(directory, library);
        } catch (IOException | UnsatisfiedLinkError e) {
            throw new StoreFailedException(
                    "The native store cannot be loaded from " + directory
                            + "; the folder must be writable and its file system must allow execution: "
                            + e.getMessage(),
                    e);
        }
    }

    private static void loadFrom(Path directory, InputStream library) throws IOException {
        Path fresh = Files.createTempDirectory(Files.createDirectories(directory), ".native");
        // In a folder RocksDB looks for another name than in its jar.
        Path file = fresh.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
        try {
            Files.copy(library, file);
            RocksDB.loadLibrary(List.of(fresh.toAbsolutePath().toString()));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(fresh);
        }
    }
}
