// SPDX-License-Identifier: EPL-2.0
package org.borough.itests;

/** The ports of one city under test, apart from those of a city that runs on this machine. */
record Ports(int api, int apiTls, int deviceHttp, int deviceHttpTls, int mqtt, int mqttTls, int ssh, int coap) {

    static Ports from(int first) {
        return new Ports(first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6, first + 7);
    }
}
