// SPDX-License-Identifier: EPL-2.0
package org.borough.ditto;

import java.util.Map;

/** The body of an answer, and headers that go with it. */
record Document(String contentType, byte[] body, Map<String, String> headers) {}
