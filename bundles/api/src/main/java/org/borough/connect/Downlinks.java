// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.util.concurrent.CompletionStage;
import org.borough.thing.Subscription;
import org.osgi.annotation.versioning.ProviderType;

/** Where connections fetch what devices are to be told, and bring their answers. Offered by the router. */
@ProviderType
public interface Downlinks {

    /**
     * Says that commands can be delivered from now on. Commands that wait for the device are delivered at once. A later
     * subscription for the same subscriber and target replaces the earlier one.
     *
     * @return closes when the device can no longer be reached this way
     */
    Subscription open(CommandTarget target, DownlinkSink sink);

    /** Brings the answer to a command. The stage completes when it may be acknowledged; it never fails. */
    CompletionStage<Acknowledgement> respond(CommandResponse response);
}
