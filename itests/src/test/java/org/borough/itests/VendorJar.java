// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.nio.file.Path;
import org.borough.adapter.AdapterFor;
import org.borough.thing.Property;
import org.osgi.service.component.annotations.Component;

/** Packs a class of the tests into a bundle, as a vendor's build does. */
final class VendorJar {

    private VendorJar() {}

    static void pack(String bundle, String version, String packageName, Path target) throws Exception {
        try (Builder builder = new Builder()) {
            builder.setBundleSymbolicName(bundle);
            builder.setBundleVersion(version);
            builder.setPrivatePackage(packageName);
            builder.setProperty(Constants.DSANNOTATIONS, "*");
            builder.addClasspath(place(VendorJar.class));
            builder.addClasspath(place(AdapterFor.class));
            builder.addClasspath(place(Property.class));
            builder.addClasspath(place(Component.class));
            try (Jar jar = builder.build()) {
                if (!builder.getErrors().isEmpty()) {
                    throw new IllegalStateException("bnd says " + builder.getErrors());
                }
                // Written beside and moved: a half-written jar must not be picked up.
                Path half = target.resolveSibling("." + target.getFileName() + ".half");
                jar.write(half.toFile());
                java.nio.file.Files.move(half, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static File place(Class<?> type) throws Exception {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
