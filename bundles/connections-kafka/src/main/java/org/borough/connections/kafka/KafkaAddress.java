// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.kafka;

import java.util.Optional;
import org.borough.connections.transport.TransportException;

/** Where a record goes: {@code topic}, {@code topic/key} or {@code topic#partition}. */
record KafkaAddress(String topic, Optional<String> key, Optional<Integer> partition) {

    static KafkaAddress of(String address) throws TransportException {
        int slash = address.indexOf('/');
        if (slash > 0) {
            return new KafkaAddress(
                    address.substring(0, slash),
                    Optional.of(address.substring(slash + 1)).filter(key -> !key.isEmpty()),
                    Optional.empty());
        }
        int hash = address.indexOf('#');
        if (hash > 0) {
            return new KafkaAddress(
                    address.substring(0, hash), Optional.empty(), partition(address.substring(hash + 1)));
        }
        return new KafkaAddress(address, Optional.empty(), Optional.empty());
    }

    private static Optional<Integer> partition(String number) throws TransportException {
        if (!number.matches("\\d{1,9}")) {
            throw TransportException.misconfigured("Can not parse partition number from " + number + ".");
        }
        return Optional.of(Integer.valueOf(number));
    }
}
