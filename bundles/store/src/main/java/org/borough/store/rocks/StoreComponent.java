// SPDX-License-Identifier: EPL-2.0
package org.borough.store.rocks;

import java.nio.file.Path;
import org.borough.store.Store;
import org.borough.store.Stores;
import org.borough.thing.BoroughException;
import org.borough.thing.Health;
import org.borough.thing.Subscription;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** Offers the stores of the configured folder. */
@Component(service = Stores.class, configurationPid = "org.borough.store")
@Designate(ocd = StoreConfig.class)
public final class StoreComponent implements Stores {

    private final RocksStores stores;

    /** Checks the configuration and loads the native library; opens nothing. */
    @Activate
    public StoreComponent(BundleContext bundle, StoreConfig config) {
        if (config.minimumFreeMegabytes() < 0) {
            throw new BoroughException("org.borough.store: minimumFreeMegabytes is " + config.minimumFreeMegabytes()
                    + "; it must be 0 or more.");
        }
        long reserve = config.minimumFreeMegabytes() << 20;
        this.stores = new RocksStores(
                directory(bundle, config.directory()),
                folder -> Room.of(folder, reserve),
                health -> register(bundle, health));
    }

    @Override
    public Store open(String name) {
        return stores.open(name);
    }

    /** Commits what waits and closes every store. */
    @Deactivate
    public void close() {
        stores.close();
    }

    private static Path directory(BundleContext bundle, String configured) {
        if (!configured.isBlank()) {
            return Path.of(configured.trim());
        }
        String data = bundle.getProperty("borough.data");
        if (data != null) {
            return Path.of(data, "store");
        }
        String base = bundle.getProperty("karaf.base");
        return Path.of(base == null ? "" : base, "data-city", "store");
    }

    private static Subscription register(BundleContext bundle, Health health) {
        ServiceRegistration<Health> registration = bundle.registerService(Health.class, health, null);
        return () -> {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // The framework has unregistered it already: the bundle is stopping.
            }
        };
    }
}
