// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.borough.connections.transport.External;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.NativeJSON;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;
import org.mozilla.javascript.typedarrays.NativeArrayBuffer;

/** One script with its own globals, and the way in and out of it. Runs one message after the other. */
final class Sandbox {

    private static final String HELPERS = "ditto.js";

    private final Fence fence;
    private final ScriptableObject globals;

    Sandbox(String script, ScriptLimits limits) throws ScriptFailedException {
        fence = new Fence(limits);
        globals = run(context -> {
            ScriptableObject scope = context.initSafeStandardObjects();
            context.evaluateString(scope, helpers(), HELPERS, 1, null);
            context.evaluateString(scope, script, "script", 1, null);
            return scope;
        });
    }

    /** What a script wants to be sent. */
    record Outer(Optional<String> headers, byte[] payload, Optional<String> contentType) {}

    private static String helpers() {
        try (InputStream in = Sandbox.class.getResourceAsStream(HELPERS)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the script makes of a message: JSON of one message of Ditto's protocol or a list of them, or nothing. */
    synchronized Optional<String> toDitto(External message) throws ScriptFailedException {
        return run(context -> {
            Scriptable headers = context.newObject(globals);
            message.headers().forEach((name, value) -> ScriptableObject.putProperty(headers, name, value));
            NativeArrayBuffer bytes = (NativeArrayBuffer)
                    context.newObject(globals, "ArrayBuffer", new Object[] {message.payload().length});
            System.arraycopy(message.payload(), 0, bytes.getBuffer(), 0, message.payload().length);
            Scriptable outer = context.newObject(globals);
            ScriptableObject.putProperty(outer, "headers", headers);
            ScriptableObject.putProperty(outer, "textPayload", message.text());
            ScriptableObject.putProperty(outer, "bytePayload", bytes);
            ScriptableObject.putProperty(
                    outer, "contentType", message.contentType().orElse(null));
            return json(context, call(context, "mapToDittoProtocolMsgWrapper", outer));
        });
    }

    /** What the script makes of a message of Ditto's protocol. */
    synchronized List<Outer> fromDitto(String message) throws ScriptFailedException {
        return run(context -> {
            Object parsed = NativeJSON.parse(context, globals, message, (c, scope, self, arguments) -> arguments[1]);
            Object result = call(context, "mapFromDittoProtocolMsgWrapper", parsed);
            List<Outer> all = new ArrayList<>();
            List<?> results = result instanceof NativeArray array ? array : Arrays.asList(result);
            for (Object each : results) {
                if (each instanceof Scriptable object && !Undefined.isUndefined(each)) {
                    all.add(outer(context, object));
                }
            }
            return all;
        });
    }

    private Object call(Context context, String name, Object argument) {
        Object function = ScriptableObject.getProperty(globals, name);
        if (!(function instanceof Function callable)) {
            throw ScriptRuntime.typeError("The script has no function " + name + ".");
        }
        return callable.call(context, globals, globals, new Object[] {argument});
    }

    private Optional<String> json(Context context, Object value) {
        if (value == null || Undefined.isUndefined(value)) {
            return Optional.empty();
        }
        Object text = NativeJSON.stringify(context, globals, value, null, null);
        return text instanceof CharSequence ? Optional.of(text.toString()) : Optional.empty();
    }

    private Outer outer(Context context, Scriptable object) {
        Object text = ScriptableObject.getProperty(object, "textPayload");
        Object bytes = ScriptableObject.getProperty(object, "bytePayload");
        Object type = ScriptableObject.getProperty(object, "contentType");
        byte[] payload;
        if (isGiven(text)) {
            payload = ScriptRuntime.toString(text).getBytes(StandardCharsets.UTF_8);
        } else {
            payload = bytes instanceof NativeArrayBuffer buffer
                    ? Arrays.copyOf(buffer.getBuffer(), buffer.getLength())
                    : new byte[0];
        }
        return new Outer(
                json(context, ScriptableObject.getProperty(object, "headers"))
                        .filter(headers -> headers.startsWith("{")),
                payload,
                isGiven(type) ? Optional.of(ScriptRuntime.toString(type)) : Optional.empty());
    }

    private static boolean isGiven(Object value) {
        return value != null && value != Scriptable.NOT_FOUND && !Undefined.isUndefined(value);
    }

    private interface Work<T> {
        T in(Context context);
    }

    private <T> T run(Work<T> work) throws ScriptFailedException {
        fence.begin();
        Context context = fence.enterContext();
        try {
            return work.in(context);
        } catch (RhinoException e) {
            throw new ScriptFailedException(
                    e.details() + " in line " + e.lineNumber() + " of the " + e.sourceName(), e);
        } catch (Fence.Stopped e) {
            throw new ScriptFailedException(e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            // One allocation of a script that was too large to be made at all: nothing else has lost anything by it.
            throw new ScriptFailedException("The script asked for more memory than there is.", e);
        } finally {
            Context.exit();
            fence.end();
        }
    }
}
