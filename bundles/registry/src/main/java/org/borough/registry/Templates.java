// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The templates at hand: of a folder that an operator may fill while the city runs, and of bundles. A file of the folder
 * goes before a bundle's template of the same name, an older bundle before a newer one.
 */
final class Templates {

    private static final Logger LOG = LoggerFactory.getLogger(Templates.class);
    private static final String PLACE = "BOROUGH-INF/templates";

    private final Path folder;
    private final Duration freshness;
    private final Map<Path, Loaded> files = new ConcurrentHashMap<>();
    private final Map<Long, List<Loaded>> bundles = new ConcurrentSkipListMap<>();

    private volatile Optional<View> view = Optional.empty();

    /** What is at hand, and since when. */
    private record View(Map<String, Template> byName, Map<String, String> problems, long since) {}

    /** One template file, read or broken; the problem is empty when it was read. */
    private record Loaded(String source, FileTime modified, Optional<Template> template, String problem) {}

    /**
     * Looks into a folder.
     *
     * @param freshness how long what was found there is taken for granted
     */
    Templates(Path folder, Duration freshness) {
        this.folder = folder;
        this.freshness = freshness;
    }

    /** Takes up the templates of a bundle that became active. */
    void add(Bundle bundle) {
        var found = bundle.findEntries(PLACE, "*.json", false);
        List<URL> urls = found == null ? List.of() : Collections.list(found);
        if (!urls.isEmpty()) {
            String name = bundle.getSymbolicName() + "/";
            bundles.put(
                    bundle.getBundleId(),
                    urls.stream()
                            .map(url -> load(
                                    name + url.getPath().replaceFirst("^/", ""),
                                    FileTime.fromMillis(0),
                                    url::openStream))
                            .toList());
            view = Optional.empty();
        }
    }

    /** Forgets the templates of a bundle. */
    void remove(Bundle bundle) {
        bundles.remove(bundle.getBundleId());
        view = Optional.empty();
    }

    /** A template by its name. */
    Optional<Template> find(String name) {
        return Optional.ofNullable(view().byName.get(name));
    }

    /** All of them, by name. */
    Collection<Template> all() {
        return view().byName.values();
    }

    /** What is broken: the source, and why. */
    Map<String, String> problems() {
        return view().problems;
    }

    private View view() {
        Optional<View> last = view;
        if (last.isPresent() && System.nanoTime() - last.get().since < freshness.toNanos()) {
            return last.get();
        }
        View fresh = look();
        view = Optional.of(fresh);
        return fresh;
    }

    private synchronized View look() {
        long since = System.nanoTime();
        Map<String, Template> byName = new TreeMap<>();
        Map<String, String> problems = new TreeMap<>();
        loaded().forEach(each -> each.template.ifPresentOrElse(
                template -> byName.putIfAbsent(template.name(), template),
                () -> problems.put(each.source, each.problem)));
        return new View(byName, problems, since);
    }

    private Stream<Loaded> loaded() {
        readFolder();
        return Stream.concat(
                new TreeMap<>(files).values().stream(),
                bundles.values().stream().flatMap(List::stream));
    }

    private void readFolder() {
        Map<Path, FileTime> present = new LinkedHashMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path file : entries.filter(each -> each.toString().endsWith(".json"))
                        .toList()) {
                    present.put(file, Files.getLastModifiedTime(file));
                }
            } catch (IOException e) {
                LOG.warn("The folder of templates {} cannot be read: {}", folder, e.getMessage());
                return;
            }
        }
        files.keySet().retainAll(present.keySet());
        present.forEach((file, modified) -> files.compute(
                file,
                (path, known) -> known != null && known.modified.equals(modified)
                        ? known
                        : load(path.toString(), modified, () -> Files.newInputStream(path))));
    }

    /** Opens a template's text. */
    @FunctionalInterface
    private interface Opener {
        InputStream open() throws IOException;
    }

    private static Loaded load(String source, FileTime modified, Opener opener) {
        String problem;
        try (InputStream stream = opener.open()) {
            return new Loaded(source, modified, Optional.of(Template.parse(source, stream.readAllBytes())), "");
        } catch (IOException | RefusedException e) {
            problem = e.getMessage();
        }
        LOG.warn("The template {} is left out: {}", source, problem);
        return new Loaded(source, modified, Optional.empty(), problem);
    }
}
