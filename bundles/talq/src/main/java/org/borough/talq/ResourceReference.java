// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

/**
 * Names an entity.
 *
 * @param resource what kind it is, as in the path: {@code devices}, {@code groups}, {@code calendars} …
 * @param address its address; for devices also {@code address/function} or {@code address/function/attribute}
 */
public record ResourceReference(String resource, String address) {

    /** Checks that both parts are there. */
    public ResourceReference {
        Required.there(resource, "resource");
        Required.there(address, "address");
    }

    /** The address up to its first slash. */
    public String entity() {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }

    /** What follows the entity's address: a function's id, or a function and an attribute; empty when nothing does. */
    public String inside() {
        int slash = address.indexOf('/');
        return slash < 0 ? "" : address.substring(slash + 1);
    }
}
