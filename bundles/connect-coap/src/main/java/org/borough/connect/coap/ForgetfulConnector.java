// SPDX-License-Identifier: EPL-2.0
package org.borough.connect.coap;

import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.Connection;
import org.eclipse.californium.scandium.dtls.ResumptionSupportingConnectionStore;

/** A connector that forgets one association when it is told to, without asking all others whether it is them. */
final class ForgetfulConnector extends DTLSConnector {

    private final ResumptionSupportingConnectionStore store;

    ForgetfulConnector(DtlsConnectorConfig configuration) {
        this(configuration, createConnectionStore(configuration));
    }

    private ForgetfulConnector(DtlsConnectorConfig configuration, ResumptionSupportingConnectionStore store) {
        super(configuration, store);
        this.store = store;
    }

    void forget(Connection connection) {
        store.remove(connection, true);
    }
}
