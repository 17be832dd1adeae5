// SPDX-License-Identifier: EPL-2.0
package org.atteo.classindex;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Something that holds lists of classes and loads them: a bundle, or a class loader. */
interface ClassSource {

    List<URL> resources(String name) throws IOException;

    Class<?> load(String name) throws ClassNotFoundException;

    /** Everything that may hold a class with the annotation. */
    static List<ClassSource> of(Class<?> annotation) {
        List<ClassSource> bundles = bundles(annotation);
        return bundles.isEmpty() ? loaders(annotation) : bundles;
    }

    private static List<ClassSource> bundles(Class<?> annotation) {
        try {
            return WiredBundle.of(annotation);
        } catch (NoClassDefFoundError e) {
            // The OSGi API itself is missing on a plain class path.
            return List.of();
        }
    }

    private static List<ClassSource> loaders(Class<?> annotation) {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        Stream.of(
                        Thread.currentThread().getContextClassLoader(),
                        annotation.getClassLoader(),
                        ClassIndex.class.getClassLoader())
                .filter(Objects::nonNull)
                .forEach(loaders::add);
        return loaders.stream().<ClassSource>map(Loader::new).toList();
    }

    /** A class loader of the plain class path. */
    record Loader(ClassLoader loader) implements ClassSource {

        @Override
        public List<URL> resources(String name) throws IOException {
            return Collections.list(loader.getResources(name));
        }

        @Override
        public Class<?> load(String name) throws ClassNotFoundException {
            return Class.forName(name, false, loader);
        }
    }
}
