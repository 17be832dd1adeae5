// SPDX-License-Identifier: EPL-2.0
package org.borough.connections.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** AWS Signature Version 4, see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html. */
final class AwsSignature implements Signer {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String DATE = "x-amz-date";
    private static final String CONTENT = "x-amz-content-sha256";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final String region;
    private final String service;
    private final String accessKey;
    private final String secretKey;
    private final boolean doubleEncode;
    private final TreeSet<String> signed;
    private final String content;

    AwsSignature(JsonObject parameters, Clock clock) {
        this.clock = clock;
        region = Signers.required(parameters, "region");
        service = Signers.required(parameters, "service");
        accessKey = Signers.required(parameters, "accessKey");
        secretKey = Signers.required(parameters, "secretKey");
        doubleEncode = parameters
                .getValue(JsonKey.of("doubleEncode"))
                .map(value -> !value.formatAsString().equals("false"))
                .orElse(true);
        content = parameters
                .getValue(JsonKey.of("xAmzContentSha256"))
                .map(JsonValue::formatAsString)
                .orElse("EXCLUDED");
        signed = parameters
                .getValue(JsonKey.of("canonicalHeaders"))
                .filter(JsonValue::isArray)
                .map(names -> names.asArray().stream()
                        .map(name -> name.formatAsString().strip().toLowerCase(Locale.ROOT))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(() -> new TreeSet<>(List.of("host")));
        signed.add(DATE);
        if (!content.equals("EXCLUDED")) {
            signed.add(CONTENT);
        }
    }

    @Override
    public CompletionStage<Map<String, String>> sign(Unsigned request) {
        Instant now = clock.instant();
        String hash = content.equals("UNSIGNED") ? "UNSIGNED-PAYLOAD" : Hmac.hash(request.body());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(DATE, TIME.format(now));
        if (!content.equals("EXCLUDED")) {
            headers.put(CONTENT, hash);
        }
        String scope = String.join("/", DAY.format(now), region, service, "aws4_request");
        String toSign = String.join(
                "\n",
                ALGORITHM,
                TIME.format(now),
                scope,
                Hmac.hash(canonical(request, headers, hash).getBytes(StandardCharsets.UTF_8)));
        String signature = Hmac.hex(Hmac.sign(key(now), toSign));
        headers.put(
                "Authorization",
                ALGORITHM + " Credential=" + accessKey + "/" + scope + ", SignedHeaders=" + String.join(";", signed)
                        + ", Signature=" + signature);
        return CompletableFuture.completedFuture(headers);
    }

    private byte[] key(Instant now) {
        byte[] secret = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        byte[] ofRegion = Hmac.sign(Hmac.sign(secret, DAY.format(now)), region);
        return Hmac.sign(Hmac.sign(ofRegion, service), "aws4_request");
    }

    private String canonical(Unsigned request, Map<String, String> added, String hash) {
        return String.join(
                "\n",
                request.method(),
                path(request.uri()),
                query(request.uri()),
                headers(request, added),
                String.join(";", signed),
                hash);
    }

    private String path(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        if (!doubleEncode) {
            return path;
        }
        String encoded = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> Hmac.encode(Hmac.encode(decode(segment))))
                .collect(Collectors.joining("/", "/", ""));
        return path.length() > 1 && path.endsWith("/") ? encoded + "/" : encoded;
    }

    private static String query(URI uri) {
        if (uri.getRawQuery() == null) {
            return "";
        }
        return Arrays.stream(uri.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .map(pair -> Hmac.encode(decode(pair[0])) + "=" + (pair.length > 1 ? Hmac.encode(decode(pair[1])) : ""))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private String headers(Unsigned request, Map<String, String> added) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(request.headers());
        all.putAll(added);
        // Without its port, as Ditto does; AWS itself is at the usual ports.
        all.put("host", request.uri().getHost());
        return signed.stream()
                .map(name -> name + ":" + all.getOrDefault(name, "").strip().replaceAll("\\s+", " ") + "\n")
                .collect(Collectors.joining());
    }
}
