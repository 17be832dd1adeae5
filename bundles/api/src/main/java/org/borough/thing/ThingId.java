// SPDX-License-Identifier: EPL-2.0
package org.borough.thing;

import java.util.regex.Pattern;

/**
 * Names one thing, for example {@code springfield:lamp-7}. Device id and thing id are the same text.
 *
 * <p>The rules are Eclipse Ditto's: the namespace is empty or made of segments that start with a letter, separated by
 * {@code .} or {@code -}; the name has neither a slash nor a control character; the whole has at most 256 characters.
 *
 * @param namespace the part before the first colon, may be empty
 * @param name the part after it, never empty
 */
public record ThingId(String namespace, String name) implements Comparable<ThingId> {

    private static final int MAX_LENGTH = 256;
    private static final Pattern NAMESPACE = Pattern.compile("|[a-zA-Z]\\w*(?:[.-][a-zA-Z]\\w*)*");
    private static final Pattern NAME = Pattern.compile("[^/\\x00-\\x1F\\x7F-\\xFF]+");

    /** Checks both parts; {@link InvalidThingIdException} names the one that is wrong. */
    public ThingId {
        if (!NAMESPACE.matcher(namespace).matches()) {
            throw new InvalidThingIdException(
                    namespace + ":" + name,
                    "its namespace must start with a letter and have only letters, digits, '_', '.' and '-'");
        }
        if (!NAME.matcher(name).matches()) {
            throw new InvalidThingIdException(
                    namespace + ":" + name, "its name must not be empty nor contain '/' or control characters");
        }
        if (namespace.length() + name.length() + 1 > MAX_LENGTH) {
            throw new InvalidThingIdException(namespace + ":" + name, "it is longer than 256 characters");
        }
    }

    /** Reads {@code namespace:name}; the first colon separates. */
    public static ThingId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new InvalidThingIdException(text, "it has no colon; write namespace:name");
        }
        return new ThingId(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The thing of a device: a device id with a colon is the thing id, another one becomes {@code tenant:id}. */
    public static ThingId ofDevice(String tenant, String deviceId) {
        return deviceId.indexOf(':') >= 0 ? parse(deviceId) : new ThingId(tenant, deviceId);
    }

    @Override
    public int compareTo(ThingId other) {
        return toString().compareTo(other.toString());
    }

    /** The form {@code namespace:name}. */
    @Override
    public String toString() {
        return namespace + ':' + name;
    }
}
