// SPDX-License-Identifier: EPL-2.0
package org.borough.vendor.decentlab;

import org.borough.thing.BoroughException;

/** A descriptor cannot be used; the message says what is wrong with it. */
final class InvalidDescriptorException extends BoroughException {

    private static final long serialVersionUID = 1L;

    InvalidDescriptorException(String message) {
        super(message);
    }
}
