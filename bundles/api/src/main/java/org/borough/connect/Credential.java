// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

/** What a device brings to prove who it is. Its text form never shows the secret. */
public sealed interface Credential {

    /** The tenant it claims. */
    String tenant();

    /** The name by which it claims to be known there. */
    String authId();

    /** A name and a password. */
    record Password(String tenant, String authId, String password) implements Credential {

        @Override
        public String toString() {
            return "password of " + authId + "@" + tenant;
        }
    }
}
