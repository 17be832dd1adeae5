// SPDX-License-Identifier: EPL-2.0
package org.borough.access.token;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Checks bearer tokens (RFC 6750) that configured issuers of OpenID Connect have signed. Safe for any thread. */
@ProviderType
public interface Tokens {

    /** The request's attribute with the text of the token by which it was let in, a string. */
    String TEXT = "org.borough.jwt";

    /** The request's attribute with the moment at which that token ends, a {@link java.time.Instant}. */
    String EXPIRES = "org.borough.jwt.expires";

    /**
     * Checks a token. Is done at once while the keys of its issuer are known; else they are fetched, and the verdict
     * comes when they are there or some seconds have passed. Never completes exceptionally.
     *
     * @param text the token, in the compact form of a signed JWT
     */
    CompletionStage<TokenVerdict> check(String text);
}
