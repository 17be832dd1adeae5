// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One thing that is wrong with a request.
 *
 * @param key which kind of mistake, one of the keys that TALQ recommends
 * @param description what is wrong, in words that name it
 * @param references the entities that it is about
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TalqError(String key, String description, List<Reference> references) {

    /** A header is missing. */
    public static final String HEADER_MISSING = "headerMissing";
    /** A header has a value that is not allowed. */
    public static final String HEADER_VALUE_NOT_VALID = "headerValueNotValid";
    /** A parameter is missing. */
    public static final String PARAMETER_MISSING = "parameterMissing";
    /** A parameter has a value that is not allowed. */
    public static final String PARAMETER_VALUE_NOT_VALID = "parameterValueNotValid";
    /** The payload is not as TALQ defines it. */
    public static final String PAYLOAD_ERROR = "payloadError";
    /** What the path names is not there. */
    public static final String RESOURCE_NOT_FOUND = "resourceNotFound";
    /** Something else is there already. */
    public static final String RESOURCE_CONFLICT = "resourceConflict";
    /** What the payload names is not there. */
    public static final String RELATED_RESOURCE_NOT_FOUND = "relatedResourceNotFound";
    /** What is to be deleted is in use. */
    public static final String DELETING_RESOURCE_IS_REFERRED = "deletingResourceIsReferred";
    /** More than the service takes. */
    public static final String SERVICE_CONSTRAINT_EXCEEDED = "serviceConstraintExceeded";
    /** What is assigned cannot be. */
    public static final String ASSIGNMENT_ENTITY_NOT_VALID = "assignmentEntityNotValid";
    /** To whom it is assigned cannot take it. */
    public static final String ASSIGNMENT_ADDRESS_NOT_VALID = "assignmentAddressNotValid";
    /** The command cannot be carried out. */
    public static final String OVERRIDE_COMMAND_NOT_VALID = "overrideCommandNotValid";
    /** Those to whom it goes cannot carry it out. */
    public static final String OVERRIDE_ADDRESS_NOT_VALID = "overrideAddressNotValid";
    /** Anything else. */
    public static final String GENERIC_ERROR = "genericError";

    /** Checks that the key is there. */
    public TalqError {
        Required.there(key, "key");
        description = Required.text(description);
        references = Required.list(references);
    }

    /** A mistake about one entity, or about none when its address is empty. */
    public static TalqError of(String key, String description, String resource, String address) {
        List<Reference> about =
                address.isEmpty() ? List.of() : List.of(new Reference(new ResourceReference(resource, address), ""));
        return new TalqError(key, description, about);
    }

    /**
     * An entity that an error is about.
     *
     * @param tag its name in the description; may be empty
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Reference(ResourceReference address, String tag) {

        /** Checks that the address is there. */
        public Reference {
            Required.there(address, "address");
            tag = Required.text(tag);
        }
    }
}
