// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.util.Hashtable;
import java.util.Map;
import org.apache.karaf.jaas.modules.EncryptionService;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Offers the hashing of passwords as soon as the bundle starts. Not a component: Karaf's login modules start before there
 * are components, and block the start of everything else while they wait for the service.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                EncryptionService.class, new Argon2Passwords(), new Hashtable<>(Map.of("name", Argon2Passwords.FORM)));
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the service back.
    }
}
