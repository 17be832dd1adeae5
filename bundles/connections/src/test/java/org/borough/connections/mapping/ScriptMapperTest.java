// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.borough.connections.transport.External;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.connectivity.model.MessageMappingFailedException;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.Adaptable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What scripts can do, and what they cannot. */
@Timeout(30)
class ScriptMapperTest {

    private static final ScriptLimits LIMITS = new ScriptLimits(50_000, Duration.ofMillis(500), 100, 64 << 20);
    private static final AuthorizationContext WHO = AuthorizationContext.newInstance(
            DittoAuthorizationContextType.UNSPECIFIED, AuthorizationSubject.newInstance("a:b"));

    private static Mapper incoming(String body) {
        String script = "function mapToDittoProtocolMsg(headers, textPayload, bytePayload, contentType) {" + body + "}";
        return new ScriptMapper(
                new Options(
                        JsonObject.newBuilder().set("incomingScript", script).build()),
                LIMITS);
    }

    private static External message(String text) {
        return new External(
                Map.of("Device", "lamp", "content-type", "application/json"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Adaptable> run(String body) {
        return incoming(body).in(message("{\"a\":7}"), WHO);
    }

    private static String build(String value) {
        return "return Ditto.buildDittoProtocolMsg('city','lamp','things','twin','commands','modify','/attributes/x',{},"
                + value + ");";
    }

    private static JsonValue valueOf(String expression) {
        return run(build(expression)).get(0).getPayload().getValue().orElseThrow();
    }

    @Test
    void a_script_reads_headers_text_and_bytes() {
        assertThat(valueOf("JSON.parse(textPayload).a")).isEqualTo(JsonValue.of(7));
        assertThat(valueOf("headers['Device']")).isEqualTo(JsonValue.of("lamp"));
        assertThat(valueOf("contentType")).isEqualTo(JsonValue.of("application/json"));
        assertThat(valueOf("new DataView(bytePayload).getUint8(0)")).isEqualTo(JsonValue.of(123));
        assertThat(valueOf("Ditto.arrayBufferToString(Ditto.stringToArrayBuffer('abc'))"))
                .isEqualTo(JsonValue.of("abc"));
    }

    @Test
    void a_script_gives_none_one_or_many() {
        assertThat(run("return null;")).isEmpty();
        assertThat(run("let m = (function(){" + build("1") + "})(); return [m, m];"))
                .hasSize(2);
    }

    @Test
    void a_script_reaches_no_java() {
        for (String attempt : List.of(
                "java.lang.System.exit(1)",
                "Packages.java.lang.Runtime",
                "new JavaImporter()",
                "importPackage(java.io)",
                "getClass()",
                "headers.getClass().forName('java.lang.Runtime')")) {
            assertThatThrownBy(() -> run(attempt + "; " + build("1")))
                    .as(attempt)
                    .isInstanceOf(MessageMappingFailedException.class);
        }
    }

    @Test
    void a_script_that_does_not_end_is_ended() {
        for (String endless : List.of(
                "while (true) {}",
                "try { while (true) {} } catch (e) { } " + build("1"),
                "(function f() { f(); f(); })();",
                "/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'); while (true) {}",
                "let all = []; while (true) { all.push(new ArrayBuffer(1000000)); }",
                "let s = 'x'; while (true) { s += s; }")) {
            assertThatThrownBy(() -> run(endless)).as(endless).isInstanceOf(MessageMappingFailedException.class);
        }
    }

    @Test
    void a_script_that_cannot_be_read_is_refused_at_once() {
        assertThatThrownBy(() -> incoming("return (;")).isInstanceOf(DittoRuntimeException.class);
        assertThatThrownBy(() -> incoming("/*" + "x".repeat(60_000) + "*/"))
                .isInstanceOf(DittoRuntimeException.class)
                .hasMessageContaining("larger");
    }
}
