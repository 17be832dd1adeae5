// SPDX-License-Identifier: EPL-2.0
package org.borough.registry;

import org.borough.connect.DeviceId;
import org.borough.connect.RegistrationListener;
import org.borough.thing.BoroughException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everybody who holds connections that a device changed. They are looked up when there is something to tell: most
 * of them need the registry themselves, so that a reference held by the registry would be a circle.
 */
final class Listeners implements RegistrationListener {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final BundleContext context;

    Listeners(BundleContext context) {
        this.context = context;
    }

    @Override
    public void changed(DeviceId device, boolean stillAdmitted) {
        try {
            for (ServiceReference<RegistrationListener> reference :
                    context.getServiceReferences(RegistrationListener.class, null)) {
                RegistrationListener listener = context.getService(reference);
                if (listener != null) {
                    tell(listener, device, stillAdmitted);
                    context.ungetService(reference);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter is always well-formed", e);
        }
    }

    // A listener of another bundle must not keep the others from closing their connections.
    @SuppressWarnings("checkstyle:IllegalCatch")
    static void tell(RegistrationListener listener, DeviceId device, boolean stillAdmitted) {
        try {
            listener.changed(device, stillAdmitted);
        } catch (RuntimeException e) {
            LOG.error(
                    "{} failed when it was told that {} changed.",
                    listener.getClass().getName(),
                    device,
                    e instanceof BoroughException ? e.getMessage() : e);
        }
    }
}
