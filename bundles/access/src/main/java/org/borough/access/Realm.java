// SPDX-License-Identifier: EPL-2.0
package org.borough.access;

import java.util.Optional;
import java.util.Set;

/** Knows users and their passwords. May take a while: hashes are slow on purpose. */
interface Realm {

    /** The user's roles when the password is right. */
    Optional<Set<String>> login(String user, String password);

    /** Changes whenever users may have been changed, so that what was remembered of them is forgotten. */
    long version();
}
