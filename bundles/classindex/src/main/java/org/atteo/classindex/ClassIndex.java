// SPDX-License-Identifier: EPL-2.0
package org.atteo.classindex;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds annotated classes by the lists that were written at build time.
 *
 * <p>The original asks the thread's context class loader. In OSGi that is any bundle's, and as Ditto keeps the answer for
 * ever, a wrong one at first use stays wrong. This one asks every bundle that is wired to the annotation's package.
 */
public final class ClassIndex {

    /** The folder of the lists inside a jar; each list is named by its annotation's class. */
    public static final String ANNOTATED_INDEX_PREFIX = "META-INF/annotations/";

    private static final Logger LOG = LoggerFactory.getLogger(ClassIndex.class);

    private ClassIndex() {}

    /**
     * The classes that bear an annotation: of all bundles wired to it, or outside OSGi of the class path.
     *
     * @param annotation an annotation marked {@link IndexAnnotated}
     */
    public static Iterable<Class<?>> getAnnotated(Class<? extends Annotation> annotation) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (ClassSource source : ClassSource.of(annotation)) {
            addAnnotated(source, annotation, found);
        }
        return Collections.unmodifiableSet(found);
    }

    private static void addAnnotated(ClassSource source, Class<? extends Annotation> annotation, Set<Class<?>> found) {
        try {
            for (URL list : source.resources(ANNOTATED_INDEX_PREFIX + annotation.getName())) {
                for (String name : lines(list)) {
                    addIfAnnotated(source, name, annotation, found);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The list of classes with " + annotation.getName() + " cannot be read", e);
        }
    }

    private static void addIfAnnotated(
            ClassSource source, String name, Class<? extends Annotation> annotation, Set<Class<?>> found) {
        try {
            Class<?> listed = source.load(name);
            if (listed.isAnnotationPresent(annotation)) {
                found.add(listed);
            }
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            LOG.debug("{} is listed for {} but cannot be loaded", name, annotation.getName(), e);
        }
    }

    private static List<String> lines(URL list) throws IOException {
        try (InputStream stream = list.openStream();
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::trim)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }
}
