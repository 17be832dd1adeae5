// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A JSON text that the platform reads for whoever holds it, so that an adapter needs no JSON library. */
@ProviderType
public interface JsonText {

    /** The text as it was given; empty when there was none. */
    String text();

    /**
     * Reads the text into a record. Unknown members are ignored.
     *
     * @throws BoroughException when the text is not JSON or does not fit; the message names member and position
     */
    <T extends Record> T as(Class<T> type);

    /** One scalar member by its path, segments separated by {@code /}, as a {@link Boolean}, {@link Double}, {@link Long} or {@link String}. */
    <T> Optional<T> get(String path, Class<T> type);
}
