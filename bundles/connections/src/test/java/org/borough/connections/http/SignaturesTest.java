// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures, compared with what those who check them publish or compute. */
class SignaturesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2015-08-30T12:36:00Z"), ZoneOffset.UTC);

    private static String authorization(Signer signer, String method, String uri, Map<String, String> headers) {
        return signer.sign(new Signer.Unsigned(method, URI.create(uri), headers, new byte[0]))
                .toCompletableFuture()
                .join()
                .get("Authorization");
    }

    private static JsonObject amazon(String service, String headers) {
        return JsonObject.of(
                """
                {"region":"us-east-1","service":"%s","accessKey":"AKIDEXAMPLE",
                 "secretKey":"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY","canonicalHeaders":[%s]}"""
                        .formatted(service, headers));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "POST, /, 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "GET, /?Param2=value2&Param1=value1, b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
    })
    void signatures_are_those_of_the_test_suite_of_aws(String method, String path, String signature) {
        Signer signer = new AwsSignature(amazon("service", "\"host\""), CLOCK);

        assertThat(authorization(signer, method, "https://example.amazonaws.com" + path, Map.of()))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=host;x-amz-date, Signature=" + signature);
    }

    @Test
    void the_example_in_the_manual_of_aws_comes_out() {
        Signer signer = new AwsSignature(amazon("iam", "\"content-type\",\"host\",\"x-amz-date\""), CLOCK);

        assertThat(authorization(
                        signer,
                        "GET",
                        "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08",
                        Map.of("content-type", "application/x-www-form-urlencoded; charset=utf-8")))
                .endsWith("Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    private static String hmac(String key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void azure_monitor_gets_method_length_type_date_and_path_signed() throws Exception {
        Signer signer =
                new AzureMonitorSignature(JsonObject.of("{\"workspaceId\":\"w\",\"sharedKey\":\"c2VjcmV0\"}"), CLOCK);

        assertThat(authorization(signer, "POST", "https://a.azure.com/api/logs", Map.of("content-type", "text/plain")))
                .isEqualTo("SharedKey w:"
                        + hmac("c2VjcmV0", "POST\n0\ntext/plain\nx-ms-date:Sun, 30 Aug 2015 12:36:00 GMT\n/api/logs"));
    }

    @Test
    void azure_shared_access_gets_endpoint_and_end_signed() throws Exception {
        Signer signer = new AzureSharedAccess(
                JsonObject.of("{\"endpoint\":\"hub.azure.com/a\",\"sharedKeyName\":\"n\",\"sharedKey\":\"c2VjcmV0\"}"),
                CLOCK);
        long end = CLOCK.instant().getEpochSecond() + 7 * 86_400;

        String token = authorization(signer, "POST", "https://hub.azure.com/a", Map.of());

        assertThat(token)
                .isEqualTo("SharedAccessSignature sr=hub.azure.com/a&sig="
                        + Hmac.encode(hmac("c2VjcmV0", "hub.azure.com%2Fa\n" + end)) + "&se=" + end + "&skn=n");
    }
}
