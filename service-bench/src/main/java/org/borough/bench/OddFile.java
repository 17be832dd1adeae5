// SPDX-License-Identifier: EPL-2.0
package org.borough.bench;

import java.nio.file.Path;

/** A file that does not have the layout it should have: who calls can mend it. */
final class OddFile extends RuntimeException {

    private static final long serialVersionUID = 1;

    OddFile(Path file, String what) {
        super(file + ": " + what + ".");
    }

    OddFile(String message, Throwable cause) {
        super(message, cause);
    }
}
