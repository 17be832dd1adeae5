// SPDX-License-Identifier: EPL-2.0
package org.atteo.classindex;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** A bundle that holds an annotation or imports a package of the bundle that does. */
record WiredBundle(Bundle bundle) implements ClassSource {

    static List<ClassSource> of(Class<?> annotation) {
        Bundle home = FrameworkUtil.getBundle(annotation);
        BundleWiring wiring = home == null ? null : home.adapt(BundleWiring.class);
        if (wiring == null) {
            return List.of();
        }
        Set<Bundle> bundles = new LinkedHashSet<>();
        bundles.add(home);
        for (BundleWire wire : wiring.getProvidedWires(PackageNamespace.PACKAGE_NAMESPACE)) {
            bundles.add(wire.getRequirer().getBundle());
        }
        return bundles.stream().<ClassSource>map(WiredBundle::new).toList();
    }

    @Override
    public List<URL> resources(String name) throws IOException {
        Enumeration<URL> urls = bundle.getResources(name);
        return urls == null ? List.of() : Collections.list(urls);
    }

    @Override
    public Class<?> load(String name) throws ClassNotFoundException {
        return bundle.loadClass(name);
    }
}
