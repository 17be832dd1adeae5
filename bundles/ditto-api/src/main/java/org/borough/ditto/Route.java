// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

/** Knows what the requests below one name of {@code /api/2} mean. */
interface Route {

    /**
     * Finds the action for a call whose path stands behind the name of this route.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if the path or method means nothing
     */
    Action of(Call call);
}
