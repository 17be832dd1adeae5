// SPDX-License-Identifier: EPL-2.0
package org.borough.connect;

import java.security.cert.X509Certificate;
import java.util.List;

/** What a device brings to prove who it is. Its text form never shows the secret. */
public sealed interface Credential {

    /** The tenant it claims; empty where only the registry can tell. */
    String tenant();

    /** The name by which it claims to be known there; empty where only the registry can tell. */
    String authId();

    /** A name and a password. */
    record Password(String tenant, String authId, String password) implements Credential {

        @Override
        public String toString() {
            return "password of " + authId + "@" + tenant;
        }
    }

    /**
     * A client certificate. TLS has proven that the device holds the private key; nothing else is proven.
     *
     * @param tenant the tenant or its alias that the device named by the server name it asked for; mostly empty, the
     *     certificate's issuer tells
     * @param chain the device's own certificate first
     */
    record Certificate(String tenant, List<X509Certificate> chain) implements Credential {

        /** Keeps its own copy of the chain. */
        public Certificate {
            chain = List.copyOf(chain);
        }

        @Override
        public String authId() {
            return "";
        }

        @Override
        public String toString() {
            return "certificate of " + chain.get(0).getSubjectX500Principal();
        }
    }

    /**
     * A JSON Web Token that the device signed with its own private key.
     *
     * @param tenant the tenant that was named beside the token; empty when its claims say so
     * @param authId the name that was given beside the token; empty when its claims say so
     * @param token the token in its compact form
     */
    record Token(String tenant, String authId, String token) implements Credential {

        @Override
        public String toString() {
            return "token of " + authId + "@" + tenant;
        }
    }

    /** A name whose pre-shared key was proven by the transport's own handshake. */
    record PresharedKey(String tenant, String authId) implements Credential {

        @Override
        public String toString() {
            return "pre-shared key of " + authId + "@" + tenant;
        }
    }
}
