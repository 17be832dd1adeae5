// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import org.borough.thing.Health;
import org.borough.thing.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How certificate and logins are. */
@Component
public final class AccessHealth implements Health {

    private final ServerTls tls;
    private final Door door;

    @Activate
    public AccessHealth(@Reference ServerTls tls, @Reference Door door) {
        this.tls = tls;
        this.door = door;
    }

    @Override
    public String subject() {
        return "access";
    }

    @Override
    public Status status() {
        Status certificate = tls.status();
        Status logins = door.status();
        Status worse = certificate.level().compareTo(logins.level()) >= 0 ? certificate : logins;
        return new Status(worse.level(), certificate.reason() + "; " + logins.reason());
    }
}
