// SPDX-License-Identifier: EPL-2.0
package org.borough.access.oidc;

import java.net.URI;
import java.util.concurrent.CompletionStage;

/** Reads documents of issuers. */
interface Documents {

    /** Gets a document of some dozen kilobytes at most; fails soon when it does not come. */
    CompletionStage<String> get(URI uri);

    /** An issuer answered, but not with the document. */
    final class UnexpectedAnswerException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnexpectedAnswerException(String message) {
            super(message);
        }
    }
}
