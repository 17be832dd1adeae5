// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import org.osgi.annotation.versioning.ProviderType;

/** Something that goes on until it is closed. Closing twice does nothing more. */
@ProviderType
public interface Subscription extends AutoCloseable {

    @Override
    void close();
}
