// SPDX-License-Identifier: EPL-2.0
package org.borough.store;

import java.util.Optional;

/**
 * One entry to put or to delete.
 *
 * @param key the key; must not change any more
 * @param value the new value, or nothing to delete the key; must not change any more
 */
public record Write(byte[] key, Optional<byte[]> value) {

    /** Puts a value. */
    public static Write put(byte[] key, byte[] value) {
        return new Write(key, Optional.of(value));
    }

    /** Deletes a key. */
    public static Write delete(byte[] key) {
        return new Write(key, Optional.empty());
    }
}
