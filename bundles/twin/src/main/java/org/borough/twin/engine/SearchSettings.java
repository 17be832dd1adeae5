// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

/**
 * What searches may take.
 *
 * @param indexBytes about so much memory for the columns of fields
 * @param seconds so long for one search
 */
record SearchSettings(long indexBytes, long seconds) {

    /** The defaults of the configuration. */
    static final SearchSettings DEFAULT = new SearchSettings(64L << 20, 60);
}
