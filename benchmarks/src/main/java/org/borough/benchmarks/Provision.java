// SPDX-License-Identifier: EPL-2.0
package org.borough.benchmarks;

/**
 * Provisions devices {@code dev-0} … (or with another {@code prefix}) through the city's CSV door.
 * Arguments: {@code api}, {@code tenant}, {@code passwordFile}, {@code count}, {@code template}, {@code password}, {@code from}.
 */
public final class Provision {

    private static final int BATCH = 1000;

    private Provision() {}

    /** Runs it. */
    public static void main(String... args) throws Exception {
        Arguments arguments = Arguments.of(args);
        CityClient city = new CityClient(arguments.text("api"), arguments.text("passwordFile"));
        int from = arguments.number("from", 0);
        int end = from + arguments.number("count", 100);
        String tail = ',' + arguments.text("template", "parametric-pcr2") + ',';
        String password = arguments.text("password", "");
        String tenant = arguments.text("tenant", "bench");
        String prefix = arguments.text("prefix", "dev-");
        long began = System.nanoTime();
        for (int start = from; start < end; start += BATCH) {
            StringBuilder csv = new StringBuilder("tenant,deviceId,template,auth-id,password\n");
            for (int i = start; i < Math.min(end, start + BATCH); i++) {
                csv.append(tenant).append(',').append(prefix).append(i).append(tail);
                csv.append(password.isEmpty() ? "," : prefix + i + ',' + password)
                        .append('\n');
            }
            String answer = city.send("POST", "/city/v1/devices", "text/csv", csv.toString());
            if (!answer.contains("\"failed\":0")) {
                throw new IllegalStateException("not all were provisioned: " + answer);
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("{\"provisioned\":%d,\"seconds\":%.1f}%n", end - from, seconds);
    }
}
