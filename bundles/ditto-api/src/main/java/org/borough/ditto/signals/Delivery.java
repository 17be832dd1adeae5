// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto.signals;

import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.protocol.Adaptable;
import org.osgi.annotation.versioning.ProviderType;

/** A signal for a receiver, cut down to what it may read. Many receivers may share one. Callable from any thread. */
@ProviderType
public interface Delivery {

    /** What the signal is. */
    SignalKind kind();

    /** The signal itself. */
    Signal<?> signal();

    /** The extra fields that the receiver wanted; empty without any. */
    JsonObject extra();

    /** The signal in Ditto Protocol, with its extra fields. */
    Adaptable adaptable();

    /** The same as text. Made once for all who share it. */
    String text();

    /** About how many bytes are kept alive by holding this. */
    int size();
}
