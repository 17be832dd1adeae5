// SPDX-License-Identifier: EPL-2.0
package org.borough.lorawan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.borough.thing.BoroughException;

/**
 * A JSON object that complains by name.
 *
 * @param format the format it is read as, for the message
 * @param path where it stands in the message, empty for the whole
 * @param json the object itself
 */
record Node(String format, String path, JsonNode json) {

    private static final int EUI_BYTES = 8;

    boolean has(String name) {
        return json.hasNonNull(name);
    }

    /** A member that is an object; complains when there is none. */
    Node object(String name) {
        JsonNode child = json.path(name);
        if (!child.isObject()) {
            throw wrong(name, child.isMissingNode() ? "is missing" : "is no object");
        }
        return new Node(format, at(name), child);
    }

    /** A member that may be missing: then an object without members. */
    Node optional(String name) {
        return new Node(format, at(name), json.path(name));
    }

    /** The objects of an array that may be missing. */
    List<Node> list(String name) {
        List<Node> list = new ArrayList<>();
        json.path(name).forEach(each -> list.add(new Node(format, at(name) + "/" + list.size(), each)));
        return list;
    }

    /** A text or number as text; empty when it is missing. */
    String text(String name) {
        JsonNode value = json.path(name);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    String needed(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw wrong(name, "is missing");
        }
        return text;
    }

    /** A whole number; 0 when it is missing, as these servers leave zeros out. */
    long number(String name) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isIntegralNumber()) {
            throw wrong(name, "is no whole number");
        }
        return value.asLong(0);
    }

    /** A number with a fraction; NaN when it is missing. */
    double decimal(String name) {
        return json.path(name).isNumber() ? json.path(name).asDouble() : Double.NaN;
    }

    /** The LoRaWAN port, 1 to 255; none when it is missing or 0. */
    OptionalInt port(String name) {
        long port = number(name);
        if (port < 0 || port > 255) {
            throw wrong(name, "is " + port + "; a LoRaWAN port is from 0 to 255");
        }
        return port == 0 ? OptionalInt.empty() : OptionalInt.of((int) port);
    }

    byte[] base64(String name) {
        try {
            return Base64.getDecoder().decode(text(name));
        } catch (IllegalArgumentException e) {
            throw wrong(name, "is not Base64");
        }
    }

    byte[] hex(String name) {
        try {
            return HexFormat.of().parseHex(text(name));
        } catch (IllegalArgumentException e) {
            throw wrong(name, "is not hexadecimal");
        }
    }

    /** An EUI in lower-case hexadecimal digits, given as such or in Base64; empty when it is missing. */
    String eui(String name) {
        String text = text(name);
        if (text.isEmpty() || text.matches("[0-9a-fA-F]{16}")) {
            return text.toLowerCase(Locale.ROOT);
        }
        byte[] bytes = base64(name);
        if (bytes.length != EUI_BYTES) {
            throw wrong(name, "is '" + text + "'; an EUI has 16 hexadecimal digits");
        }
        return HexFormat.of().formatHex(bytes);
    }

    /** An EUI that must be there. */
    String neededEui(String name) {
        needed(name);
        return eui(name);
    }

    BoroughException wrong(String name, String how) {
        return new BoroughException("This is no message of format " + format + ": the member '" + at(name) + "' " + how
                + ". Check the property 'envelope' of the network server's registration.");
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
