// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdatedBundleTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void tellTheDirectory() {
        System.setProperty("borough.test.directory", directory.toString());
    }

    @AfterEach
    void forgetTheDirectory() {
        System.clearProperty("borough.test.directory");
    }

    @Test
    void an_updated_bundle_opens_its_stores_again_and_leaves_no_native_files() throws Exception {
        for (int i = 0; i < 3; i++) {
            runInFreshClassLoader();
            System.gc();
        }
        assertThat(directory.toFile().list()).containsExactly("round");
    }

    private static void runInFreshClassLoader() throws Exception {
        try (URLClassLoader fresh = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Runnable trip = (Runnable) fresh.loadClass(RoundTrip.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            trip.run();
        }
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(UpdatedBundleTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String path) {
        try {
            return new File(path).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
