// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;

/**
 * Where things are on this machine.
 *
 * @param home what the operator sees: the administrator's first password is put here
 * @param etc the configuration
 */
record Folders(Path home, Path etc) {

    /** As the framework was started with. */
    static Folders of(BundleContext context) {
        String base = property(context, "karaf.base", ".");
        return new Folders(
                Path.of(property(context, "borough.home", base)),
                Path.of(property(context, "karaf.etc", base + "/etc")));
    }

    private static String property(BundleContext context, String name, String otherwise) {
        String value = context.getProperty(name);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
