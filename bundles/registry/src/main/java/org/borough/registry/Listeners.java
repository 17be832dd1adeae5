// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import java.util.function.Consumer;
import org.borough.connect.DeviceId;
import org.borough.connect.RegistrationListener;
import org.borough.connect.RegistryChange;
import org.borough.connect.RegistryChangeListener;
import org.borough.thing.BoroughException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody who holds connections that a device changed, and everybody who passes changes on. They are looked up
 * when there is something to tell: most of them need the registry themselves, so that a reference held by the registry
 * would be a circle.
 */
final class Listeners implements RegistrationListener, RegistryChangeListener {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final BundleContext context;

    Listeners(BundleContext context) {
        this.context = context;
    }

    @Override
    public void changed(DeviceId device, boolean stillAdmitted) {
        each(RegistrationListener.class, device, listener -> listener.changed(device, stillAdmitted));
    }

    @Override
    public void changed(RegistryChange change) {
        each(RegistryChangeListener.class, change, listener -> listener.changed(change));
    }

    private <T> void each(Class<T> type, Object news, Consumer<T> call) {
        try {
            for (ServiceReference<T> reference : context.getServiceReferences(type, null)) {
                T listener = context.getService(reference);
                if (listener != null) {
                    tell(listener, news, call);
                    context.ungetService(reference);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is always well-formed", e);
        } catch (IllegalStateException e) {
            LOG.debug("Nobody was told of {}: this bundle is stopping.", news, e);
        }
    }

    // A listener of another bundle must not keep the others from closing their connections.
    @SuppressWarnings("checkstyle:IllegalCatch")
    private static <T> void tell(T listener, Object news, Consumer<T> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            LOG.error(
                    "{} failed when it was told of a change: {}.",
                    listener.getClass().getName(),
                    news,
                    e instanceof BoroughException ? e.getMessage() : e);
        }
    }
}
