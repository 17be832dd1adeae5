// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;

/** Somebody inside the platform who writes often: what headers would have to be asked for, and parsed from, each time. */
record Actor(DittoHeaders headers, AuthorizationContext context) {

    static Actor of(String by) {
        return new Actor(Origin.headers(by), Origin.context(by));
    }
}
