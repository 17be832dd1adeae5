// SPDX-License-Identifier: EPL-2.0
package org.borough.twin.engine;

import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeExceptionBuilder;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.ThingCommand;
import org.eclipse.ditto.things.model.signals.commands.exceptions.AttributeNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.AttributesNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeatureDefinitionNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeatureDesiredPropertiesNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeatureDesiredPropertyNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeatureNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeaturePropertiesNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeaturePropertyNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.FeaturesNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.PolicyIdNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingCommandToAccessExceptionRegistry;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingCommandToModifyExceptionRegistry;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingDefinitionNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotAccessibleException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotModifiableException;
import org.eclipse.ditto.things.model.signals.commands.modify.ThingModifyCommand;

/** Ditto's refusals for things. */
final class ThingFaults {

    private ThingFaults() {}

    /** The policy does not allow a command. */
    static DittoRuntimeException forbidden(ThingCommand<?> command) {
        return command instanceof ThingModifyCommand<?>
                ? ThingCommandToModifyExceptionRegistry.getInstance().exceptionFrom(command)
                : ThingCommandToAccessExceptionRegistry.getInstance().exceptionFrom(command);
    }

    /** What a command is about is not there. */
    static DittoRuntimeException missing(ThingId id, ThingPath path, DittoHeaders headers) {
        return builder(id, path).dittoHeaders(headers).build();
    }

    /** A thing is there, but its policy is not. */
    static DittoRuntimeException withoutPolicy(ThingId id, String policyId, boolean write, DittoHeaders headers) {
        String message = "The Thing with ID '" + id + "' could not be accessed as its Policy with ID '" + policyId
                + "' is not or no longer existing.";
        String description =
                "Recreate/create the Policy with ID '" + policyId + "' in order to get access to the Thing again.";
        DittoRuntimeExceptionBuilder<?> builder =
                write ? ThingNotModifiableException.newBuilder(id) : ThingNotAccessibleException.newBuilder(id);
        return builder.message(message)
                .description(description)
                .dittoHeaders(headers)
                .build();
    }

    private static DittoRuntimeExceptionBuilder<?> builder(ThingId id, ThingPath path) {
        String feature = path.feature();
        return switch (path.part()) {
            case THING, OTHER -> ThingNotAccessibleException.newBuilder(id);
            case POLICY_ID -> PolicyIdNotAccessibleException.newBuilder(id);
            case DEFINITION -> ThingDefinitionNotAccessibleException.newBuilder(id);
            case ATTRIBUTES -> AttributesNotAccessibleException.newBuilder(id);
            case ATTRIBUTE -> AttributeNotAccessibleException.newBuilder(id, path.rest());
            case FEATURES -> FeaturesNotAccessibleException.newBuilder(id);
            case FEATURE -> FeatureNotAccessibleException.newBuilder(id, feature);
            case FEATURE_DEFINITION -> FeatureDefinitionNotAccessibleException.newBuilder(id, feature);
            case PROPERTIES -> FeaturePropertiesNotAccessibleException.newBuilder(id, feature);
            case PROPERTY -> FeaturePropertyNotAccessibleException.newBuilder(id, feature, path.rest());
            case DESIRED_PROPERTIES -> FeatureDesiredPropertiesNotAccessibleException.newBuilder(id, feature);
            case DESIRED_PROPERTY -> FeatureDesiredPropertyNotAccessibleException.newBuilder(id, feature, path.rest());
        };
    }
}
