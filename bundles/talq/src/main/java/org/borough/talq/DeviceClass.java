// SPDX-License-Identifier: EPL-2.0
package org.borough.talq;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What devices of a kind can do.
 *
 * @param name its name
 * @param functions their functions
 */
public record DeviceClass(String name, List<FunctionDesc> functions) {

    /** Checks that the name is there. */
    public DeviceClass {
        Required.there(name, "name");
        functions = Required.list(functions);
    }

    /**
     * One function of a class.
     *
     * @param functionId the id that functions of devices bear
     * @param type its type
     * @param attributes which values it has
     * @param events what it tells of
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record FunctionDesc(String functionId, String type, List<AttributeDesc> attributes, List<EventDesc> events) {

        /** Checks that id and type are there. */
        public FunctionDesc {
            Required.there(functionId, "functionId");
            Required.there(type, "type");
            attributes = Required.list(attributes);
            events = Required.list(events);
        }
    }

    /**
     * One value of a function.
     *
     * @param name its name
     * @param readOnly whether others may not set it
     * @param unit its unit, as TALQ names it; empty for the usual one
     * @param commands which commands an actuator takes
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record AttributeDesc(String name, Optional<Boolean> readOnly, String unit, Optional<CommandsDesc> commands) {

        /** Checks that the name is there. */
        public AttributeDesc {
            Required.there(name, "name");
            readOnly = readOnly == null ? Optional.empty() : readOnly;
            unit = Required.text(unit);
            commands = commands == null ? Optional.empty() : commands;
        }
    }

    /**
     * Which commands an actuator takes.
     *
     * @param scope where from: default, override or programs
     * @param levels which levels
     * @param attributes which members of a command it heeds
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record CommandsDesc(String scope, List<LevelRange> levels, List<String> attributes) {

        /** Fills in what is not there. */
        public CommandsDesc {
            scope = Required.text(scope);
            levels = Required.list(levels);
            attributes = Required.list(attributes);
        }
    }

    /** Levels in percent, both ends included. */
    public record LevelRange(int start, int end) {}

    /** Something that a function tells of. */
    public record EventDesc(String type) {

        /** Checks that the type is there. */
        public EventDesc {
            Required.there(type, "type");
        }
    }
}
