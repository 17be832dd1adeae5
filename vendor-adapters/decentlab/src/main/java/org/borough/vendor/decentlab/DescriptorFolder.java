// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files with descriptors that an operator put into a folder. A file that cannot be used is reported once per change,
 * and what was read from it before stays in use. Used by one thread.
 */
final class DescriptorFolder {

    private static final Logger LOG = LoggerFactory.getLogger(DescriptorFolder.class);

    private record Version(FileTime changed, long size) {}

    private record Content(Version version, List<Descriptor> descriptors, String problem) {}

    private final Path folder;
    private final Map<Path, Content> files = new TreeMap<>();

    DescriptorFolder(Path folder) {
        this.folder = folder;
    }

    /** Reads what changed, and gives all descriptors by their first model; of two for one device the later file wins. */
    Map<String, Descriptor> read() {
        List<Path> present = list();
        files.keySet().retainAll(present);
        present.forEach(this::refresh);
        Map<String, Descriptor> all = new LinkedHashMap<>();
        files.values().forEach(file -> file.descriptors()
                .forEach(descriptor -> all.put(descriptor.models().get(0), descriptor)));
        return all;
    }

    /** What is wrong, one sentence a file. */
    List<String> problems() {
        return files.values().stream()
                .map(Content::problem)
                .filter(problem -> !problem.isEmpty())
                .toList();
    }

    private List<Path> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.warn("Cannot list the descriptors in {}: {}", folder, e.toString());
            return List.copyOf(files.keySet());
        }
    }

    private void refresh(Path file) {
        Content before = files.getOrDefault(file, new Content(null, List.of(), ""));
        try {
            Version version = new Version(Files.getLastModifiedTime(file), Files.size(file));
            if (!version.equals(before.version())) {
                files.put(file, read(file, version, before));
            }
        } catch (IOException e) {
            // It may be gone since it was listed; the next look will tell.
            LOG.debug("Cannot look at {}", file, e);
        }
    }

    private Content read(Path file, Version version, Content before) throws IOException {
        try {
            List<Descriptor> descriptors = Descriptor.read(Files.readString(file));
            LOG.info("Read {} device descriptors from {}", descriptors.size(), file);
            return new Content(version, descriptors, "");
        } catch (InvalidDescriptorException e) {
            String problem = file.getFileName() + ": " + e.getMessage();
            LOG.warn("Descriptors in {} cannot be used, those read before stay: {}", folder, problem);
            return new Content(version, before.descriptors(), problem);
        }
    }
}
