// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import java.util.List;
import java.util.stream.Collectors;
import org.borough.thing.BoroughException;

/** A request is refused. */
public final class RefusedException extends BoroughException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<TalqError> errors;

    /** Refuses for these reasons, at least one. */
    public RefusedException(int status, List<TalqError> errors) {
        super(errors.stream().map(TalqError::description).collect(Collectors.joining(" ")));
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    /** Refuses for one reason that is about no entity. */
    public static RefusedException of(int status, String key, String description) {
        return of(status, key, description, "", "");
    }

    /** Refuses for one reason. */
    public static RefusedException of(int status, String key, String description, String resource, String address) {
        return new RefusedException(status, List.of(TalqError.of(key, description, resource, address)));
    }

    /** What a path names is not there. */
    public static RefusedException notFound(String resource, String address) {
        String description = "There is no '" + address + "' among the " + resource + ".";
        return of(404, TalqError.RESOURCE_NOT_FOUND, description, resource, address);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The reasons. */
    public List<TalqError> errors() {
        return errors;
    }
}
